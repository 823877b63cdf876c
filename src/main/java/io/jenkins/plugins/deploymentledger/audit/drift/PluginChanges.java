package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.PluginWrapper;
import hudson.model.UpdateCenter;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import jenkins.model.Jenkins;

/**
 * Tells which changes of plugins are Jenkins' own: what the update center installed, and what somebody asked for by a page or a command.
 * Each explains what was changed before the next look, and no more. Thread-safe.
 */
final class PluginChanges {

    private final List<Heard> heard = new ArrayList<>();

    /** The archives that turned up and that somebody had asked for; not told yet. */
    private final List<Brought> brought = new ArrayList<>();

    /** The jobs of the update center that explain nothing any more. */
    private final Set<Integer> spent = new HashSet<>();

    private long numbers;

    /**
     * What somebody asked for.
     *
     * @param number tells it from the same, asked for once more
     * @param plugins all that it changes; none, if it is one archive, of which nobody knows what it is
     * @param origin who asked, and from where
     */
    record Heard(
            long number,
            @NonNull Event event,
            @NonNull Set<String> plugins,
            @NonNull Origin origin) {}

    /**
     * What an archive brought that somebody had asked for.
     *
     * @param plugin by its short name
     * @param value what is known of it, as {@link Facts} has it
     * @param origin who asked
     */
    record Brought(
            @NonNull String plugin,
            @NonNull String value,
            @NonNull Origin origin) {}

    /**
     * What was over at one moment.
     *
     * @param heard what somebody had asked for
     * @param jobs what the update center had done
     */
    record Over(@NonNull List<Heard> heard, @NonNull List<Integer> jobs) {}

    /** Hears what somebody did to a plugin, when it is done. */
    synchronized void heard(@NonNull Event event, @NonNull Target target) {
        String plugin = target.id();
        switch (event) {
            case PLUGIN_UNINSTALLED -> hear(event, Set.of(plugin));
            // A command may have disabled with it all that needs it, and enables what it needs.
            case PLUGIN_DISABLED -> hear(event, closure(plugin, PluginChanges::dependents));
            case PLUGIN_ENABLED -> hear(event, closure(plugin, PluginChanges::dependencies));
            case PLUGIN_INSTALL_REQUESTED -> {
                // All others are told by the update center.
                if (Targets.isPluginArchive(target)) {
                    hear(event, Set.of());
                }
            }
            default -> {
                // Is about no plugin, or told by the update center.
            }
        }
    }

    private void hear(Event event, Set<String> plugins) {
        heard.add(new Heard(numbers++, event, plugins, Origin.heardAsSystem()));
    }

    private static Collection<String> dependents(PluginWrapper plugin) {
        return plugin.getDependents();
    }

    private static Collection<String> dependencies(PluginWrapper plugin) {
        return plugin.getDependencies().stream()
                .map(dependency -> dependency.shortName)
                .toList();
    }

    private static Set<String> closure(String plugin, Function<PluginWrapper, Collection<String>> next) {
        Set<String> all = new LinkedHashSet<>();
        Deque<String> left = new ArrayDeque<>(List.of(plugin));
        while (!left.isEmpty()) {
            String name = left.remove();
            PluginWrapper one = Jenkins.get().getPluginManager().getPlugin(name);
            if (all.add(name) && one != null) {
                left.addAll(next.apply(one));
            }
        }
        return all;
    }

    /** What is over now: whatever it changed can be seen from now on. */
    @NonNull
    synchronized Over over() {
        List<Integer> jobs = jobs().stream()
                .filter(job -> !isUnderWay(job))
                .map(job -> job.id)
                .toList();
        return new Over(List.copyOf(heard), jobs);
    }

    /** Has what was over when somebody looked explain nothing that changed after that look. */
    synchronized void forget(@NonNull Over over) {
        heard.removeAll(over.heard());
        spent.addAll(over.jobs());
    }

    /**
     * Whether Jenkins itself changed a plugin.
     *
     * @param then its value; null if there was none
     * @param now its value; null if there is none
     */
    synchronized boolean explain(@NonNull String plugin, @CheckForNull String then, @CheckForNull String now) {
        if (jobs().stream().anyMatch(job -> explains(job, plugin, then, now))) {
            return true;
        }
        for (Heard one : heard) {
            if (one.plugins().isEmpty() && isArchive(then, now)) {
                brought.add(new Brought(plugin, now, asker(one)));
                heard.remove(one);
                return true;
            }
            if (one.plugins().contains(plugin) && explains(one.event(), then, now)) {
                return true;
            }
        }
        return false;
    }

    /** Who asked for an archive that is there now; nobody, where several did, each perhaps for another one. */
    private Origin asker(Heard first) {
        boolean alone = heard.stream()
                .filter(one -> one.plugins().isEmpty())
                .allMatch(one -> one.origin().initiator().equals(first.origin().initiator()));
        return alone
                ? first.origin()
                : Origin.now().with("because", "Several have asked for archives at the same time");
    }

    /** What archives brought since this was asked last. */
    @NonNull
    synchronized List<Brought> takeBrought() {
        List<Brought> taken = List.copyOf(brought);
        brought.clear();
        return taken;
    }

    /** Whether the update center is at work on a plugin, so that what is not explained may be so when it has finished. */
    synchronized boolean isAwaited(@NonNull String plugin) {
        return jobs().stream().anyMatch(job -> isUnderWay(job) && job.getName().equals(plugin));
    }

    private static boolean explains(
            UpdateCenter.DownloadJob job, String plugin, @CheckForNull String then, @CheckForNull String now) {
        if (!job.getName().equals(plugin) || now == null) {
            return false;
        }
        if (job instanceof UpdateCenter.EnableJob) {
            return job.status.isSuccess() && explains(Event.PLUGIN_ENABLED, then, now);
        }
        String digest = Facts.digest(now);
        String downloaded = job.getComputedSHA256();
        if (downloaded != null && !digest.isEmpty()) {
            // Also of a plugin that could not be started then.
            return isOf(downloaded, digest);
        }
        // It brought what came with Jenkins, or what was there before.
        return job.status.isSuccess()
                && !(job.status instanceof UpdateCenter.DownloadJob.Skipped)
                && (digest.isEmpty() || isOffered(job, digest));
    }

    /** Whether an archive is the one that the update site speaks of, as far as it does. */
    private static boolean isOffered(UpdateCenter.DownloadJob job, String digest) {
        String offered =
                job instanceof UpdateCenter.InstallationJob installation ? installation.plugin.getSha256() : null;
        return offered == null || isOf(offered, digest);
    }

    private static boolean isOf(String base64, String digest) {
        return digest.equals(HexFormat.of().formatHex(Base64.getDecoder().decode(base64)));
    }

    private static boolean explains(Event event, @CheckForNull String then, @CheckForNull String now) {
        if (then == null || now == null) {
            return event == Event.PLUGIN_UNINSTALLED && now == null;
        }
        return !isArchive(then, now) && Facts.isDisabled(now) == (event == Event.PLUGIN_DISABLED);
    }

    /** Whether there is another archive. */
    private static boolean isArchive(@CheckForNull String then, @CheckForNull String now) {
        return now != null && (then == null || !Facts.digest(then).equals(Facts.digest(now)));
    }

    private List<UpdateCenter.DownloadJob> jobs() {
        List<UpdateCenter.DownloadJob> jobs = new ArrayList<>();
        for (UpdateCenter.UpdateCenterJob job : Jenkins.get().getUpdateCenter().getJobs()) {
            boolean plugin =
                    job instanceof UpdateCenter.InstallationJob || job instanceof UpdateCenter.PluginDowngradeJob;
            if (plugin && !(job instanceof UpdateCenter.NoOpJob) && !spent.contains(job.id)) {
                jobs.add((UpdateCenter.DownloadJob) job);
            }
        }
        return jobs;
    }

    private static boolean isUnderWay(UpdateCenter.DownloadJob job) {
        return job.status instanceof UpdateCenter.DownloadJob.Pending
                || job.status instanceof UpdateCenter.DownloadJob.Installing;
    }
}
