package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.remoting.Channel;
import hudson.remoting.ChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Machines for benchmarks: both ends of their connections are in this process, with a loopback socket between them. */
final class InProcessMachines implements MachineChannels, AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool(runnable -> {
        Thread thread = new Thread(runnable, "Machines");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Channel> ends = new ArrayList<>();
    private final Map<String, MachineState> machines = new HashMap<>();

    /**
     * Connects machines.
     *
     * @param directory gets a root directory for each
     * @param count how many; they are called {@code m0}, {@code m1} and so on
     */
    InProcessMachines(Path directory, int count) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < count; i++) {
                String name = "m" + i;
                Socket here = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket there = server.accept();
                // Both at once, since each end waits for the other's greeting.
                Future<Channel> machine = threads.submit(() -> new ChannelBuilder(name, threads)
                        .withMode(Channel.Mode.BINARY)
                        .build(there));
                Channel channel = new ChannelBuilder("to " + name, threads)
                        .withMode(Channel.Mode.BINARY)
                        .build(here);
                ends.add(channel);
                ends.add(machine.get());
                Path root = Files.createDirectories(directory.resolve(name));
                machines.put(name, new MachineState.Connected(channel, root.toString(), null, () -> true));
            }
        }
    }

    MachineState.Connected machine(int number) {
        return (MachineState.Connected) machines.get("m" + number);
    }

    @Override
    @NonNull
    public MachineState state(@NonNull String machine) {
        return machines.get(machine);
    }

    @Override
    @NonNull
    public CompletableFuture<Void> nextChange(@NonNull String machine) {
        return new CompletableFuture<>();
    }

    @Override
    @NonNull
    public Duration sinceStart() {
        return Duration.ofHours(1);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (Channel end : ends) {
            end.close();
        }
        for (Channel end : ends) {
            end.join();
        }
        threads.shutdownNow();
    }
}
