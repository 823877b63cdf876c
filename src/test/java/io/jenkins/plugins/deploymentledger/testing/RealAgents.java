package io.jenkins.plugins.deploymentledger.testing;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Slave;
import hudson.remoting.Launcher;
import hudson.remoting.Which;
import hudson.slaves.DumbSlave;
import hudson.slaves.JNLPLauncher;
import hudson.slaves.SlaveComputer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;

/**
 * Real agents, each a process of its own that connects over loopback; all of them end when this is closed.
 *
 * <p>Not safe for use by several threads.
 */
public final class RealAgents implements AutoCloseable {

    private static final long CONNECT_SECONDS = 60;

    private final List<Agent> agents = new ArrayList<>();
    private final Path directory;
    private final String url;

    private RealAgents(Path directory, String url) {
        this.directory = directory;
        this.url = url;
    }

    /**
     * Starts agents and waits until they are connected.
     *
     * @param url of the Jenkins in this process
     * @param directory gets a directory for each agent
     * @param labels of every agent, separated by blanks
     * @param names of the agents
     */
    @NonNull
    public static RealAgents start(
            @NonNull String url, @NonNull Path directory, @NonNull String labels, @NonNull String... names)
            throws Exception {
        RealAgents agents = new RealAgents(directory, url);
        try {
            for (String name : names) {
                agents.add(name, labels);
            }
            for (String name : names) {
                agents.awaitOnline(name);
            }
            return agents;
        } catch (Exception e) {
            agents.close();
            throw e;
        }
    }

    /** The root directory of an agent. */
    @NonNull
    public Path root(@NonNull String name) {
        return directory.resolve(name);
    }

    /** Kills an agent's process as {@code kill -9} does; its node stays. */
    public void kill(@NonNull String name) throws InterruptedException {
        Agent agent = agent(name);
        agent.process.destroyForcibly().waitFor();
    }

    /** Makes an agent's process stand still, connected and silent, as a machine does that has frozen. */
    public void pause(@NonNull String name) {
        try {
            long pid = agent(name).process.pid();
            new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts a killed agent's process again, without waiting for its connection. */
    public void restart(@NonNull String name) throws IOException {
        Agent agent = agent(name);
        agent.process = launch(agent.computer(), agent.environment);
    }

    /** Waits until an agent is connected. */
    public void awaitOnline(@NonNull String name) throws InterruptedException {
        await(name, true);
    }

    /** Waits until Jenkins has noticed that an agent is not connected. */
    public void awaitOffline(@NonNull String name) throws InterruptedException {
        await(name, false);
    }

    @Override
    public void close() throws InterruptedException {
        for (Agent agent : agents) {
            agent.process.destroyForcibly();
        }
        for (Agent agent : agents) {
            agent.process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private void add(String name, String labels) throws Exception {
        add(name, labels, Map.of());
    }

    /**
     * Starts one more agent, and waits until it is connected.
     *
     * @param environment what its process finds besides the environment of this one
     */
    public void start(@NonNull String name, @NonNull String labels, @NonNull Map<String, String> environment)
            throws Exception {
        add(name, labels, environment);
        awaitOnline(name);
    }

    private void add(String name, String labels, Map<String, String> environment) throws Exception {
        Files.createDirectories(root(name));
        Slave node = new DumbSlave(name, root(name).toString(), new JNLPLauncher());
        node.setLabelString(labels);
        node.setNumExecutors(1);
        Jenkins.get().addNode(node);
        agents.add(new Agent(name, environment, launch((SlaveComputer) node.toComputer(), environment)));
    }

    private Process launch(SlaveComputer computer, Map<String, String> environment) throws IOException {
        File jar = Which.jarFile(Launcher.class);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar.getPath(),
                        "-url",
                        url,
                        "-secret",
                        computer.getJnlpMac(),
                        "-name",
                        computer.getName(),
                        "-webSocket",
                        "-workDir",
                        root(computer.getName()).toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        directory.resolve(computer.getName() + ".agent.log").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void await(String name, boolean online) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CONNECT_SECONDS);
        SlaveComputer computer = agent(name).computer();
        while (computer.isOnline() != online) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(name + " is not " + (online ? "online" : "offline") + ": see "
                        + directory + "/" + name + ".agent.log");
            }
            Thread.sleep(20);
        }
    }

    private Agent agent(String name) {
        return agents.stream()
                .filter(agent -> agent.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    private static final class Agent {

        private final String name;
        private final Map<String, String> environment;
        private Process process;

        Agent(String name, Map<String, String> environment, Process process) {
            this.name = name;
            this.environment = environment;
            this.process = process;
        }

        SlaveComputer computer() {
            return (SlaveComputer) Jenkins.get().getComputer(name);
        }
    }
}
