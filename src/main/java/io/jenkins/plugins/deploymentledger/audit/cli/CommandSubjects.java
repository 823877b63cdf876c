package io.jenkins.plugins.deploymentledger.audit.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.PluginWrapper;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.PermalinkProjectAction.Permalink;
import hudson.model.Run;
import io.jenkins.plugins.deploymentledger.audit.shadow.Redaction;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** What the arguments of a command name. What they name and is not there is left out: the command then fails, and says so. */
enum CommandSubjects {
    /** Nothing: the command is about the whole controller. */
    CONTROLLER(operands -> Stream.of(Targets.controller())),
    /** Items, by their full names. */
    ITEMS(operands -> operands.stream()
            .map(CommandSubjects::item)
            .filter(Objects::nonNull)
            .map(Targets::of)),
    /** Nodes, by their names, several of them also in one argument. */
    NODES(operands -> operands.stream()
            .flatMap(names -> Stream.of(names.split(",")))
            .map(name -> computer(name.trim()))
            .filter(Objects::nonNull)
            .map(Targets::of)),
    /** A build, by its job and its number or what else it is called. */
    BUILD(operands -> Stream.ofNullable(build(operands)).map(Targets::of)),
    /** The builds of jobs that are running now. */
    RUNNING_BUILDS(operands -> operands.stream()
            .map(CommandSubjects::item)
            .filter(Job.class::isInstance)
            .flatMap(job -> running((Job<?, ?>) job).stream())),
    /** Plugins, by their short names, or where they come from. */
    PLUGINS(operands -> operands.stream().map(CommandSubjects::plugin));

    private static final int MAX_SUBJECTS = 1_000;

    /** How much is kept of the path of an address, in chars. */
    private static final int MAX_PATH = 500;

    private final Function<List<String>, Stream<Target>> resolution;

    CommandSubjects(Function<List<String>, Stream<Target>> resolution) {
        this.resolution = resolution;
    }

    /** The objects that these arguments name, as they are called now. */
    @NonNull
    List<Target> resolve(@NonNull List<String> operands) {
        return resolution.apply(operands).distinct().limit(MAX_SUBJECTS).toList();
    }

    @CheckForNull
    private static Item item(String name) {
        return Jenkins.get().getItemByFullName(name);
    }

    @CheckForNull
    private static Computer computer(String name) {
        boolean builtIn = name.equals("(built-in)") || name.equals("(master)");
        return Jenkins.get().getComputer(builtIn ? "" : name);
    }

    @CheckForNull
    private static Run<?, ?> build(List<String> operands) {
        if (operands.size() < 2 || !(item(operands.get(0)) instanceof Job<?, ?> job)) {
            return null;
        }
        String name = operands.get(1);
        if (name.matches("[0-9]{1,9}")) {
            return job.getBuildByNumber(Integer.parseInt(name));
        }
        Permalink permalink = job.getPermalinks().get(name);
        return permalink == null ? null : permalink.resolve(job);
    }

    private static List<Target> running(Job<?, ?> job) {
        List<Target> running = new ArrayList<>();
        for (Run<?, ?> run = job.getLastBuild(); run != null; run = run.getPreviousBuildInProgress()) {
            if (run.isBuilding()) {
                running.add(Targets.of(run));
            }
        }
        return running;
    }

    /** Of an address only what holds no password. */
    private static Target plugin(String source) {
        if (source.equals("=")) {
            return Targets.pluginArchive("", "(standard input)");
        }
        URL address = address(source);
        if (address != null) {
            String file = lastPart(address.getPath());
            return Targets.pluginArchive(file, where(address));
        }
        if (source.contains("/")) {
            String file = lastPart(source.replaceFirst("[?#].*", ""));
            return Targets.plugin(file, file);
        }
        String shortName = source.split("[:@]", 2)[0];
        PluginWrapper plugin = Jenkins.get().getPluginManager().getPlugin(shortName);
        return plugin == null ? Targets.plugin(shortName, shortName) : Targets.of(plugin);
    }

    /** As the command itself tells; it takes all else for the name of a plugin. */
    @CheckForNull
    private static URL address(String source) {
        try {
            return new URL(source);
        } catch (MalformedURLException e) {
            return null;
        }
    }

    /** An address without its user and its query, which may hold a password. */
    private static String where(URL address) {
        String host = address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
        String path = Redaction.path(address.getPath());
        return address.getProtocol()
                + (host.isEmpty() ? ":" : "://" + host)
                + (path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH));
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
