package io.jenkins.plugins.deploymentledger.deployment.stage;

import hudson.FilePath;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import io.jenkins.plugins.deploymentledger.core.rollout.Work;
import io.jenkins.plugins.deploymentledger.machine.inventory.InventoryStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import jenkins.benchmark.jmh.JmhBenchmark;
import org.apache.commons.io.file.PathUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Compares the send stage with {@code FilePath.copyTo}: the same file, machines, threads and disk.
 *
 * <p>The send stage does more for its time: it verifies the content on both ends.
 */
@JmhBenchmark
@BenchmarkMode(Mode.SingleShotTime)
@State(Scope.Benchmark)
public class SendBenchmark {

    /** As many as {@code DeploymentThreads} has for sending. */
    private static final int THREADS = 20;

    /** To how many machines. */
    @Param({"1", "10", "50"})
    public int machines;

    /** How much goes to each of them. */
    @Param("256")
    public int megabytes;

    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS);
    private final ExecutorService senders = Executors.newFixedThreadPool(THREADS);
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    private Path directory;
    private Path file;
    private String sha256;
    private InProcessMachines fleet;

    /** Writes the file, and connects the machines. */
    @Setup(Level.Trial)
    public void begin() throws Exception {
        directory = Files.createTempDirectory("send-benchmark");
        file = directory.resolve("binary");
        MessageDigest digest = Sha256.begin();
        byte[] block = new byte[1 << 20];
        Random random = new Random(1);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < megabytes; i++) {
                random.nextBytes(block);
                digest.update(block);
                out.write(block);
            }
        }
        sha256 = HexFormat.of().formatHex(digest.digest());
        fleet = new InProcessMachines(directory, machines);
    }

    /** Ends the machines. */
    @TearDown(Level.Trial)
    public void end() throws Exception {
        fleet.close();
        clock.shutdownNow();
        workers.shutdownNow();
        senders.shutdownNow();
        PathUtils.deleteDirectory(directory);
    }

    /** Empties the machines, so that each sending is the first. */
    @TearDown(Level.Invocation)
    public void empty() throws IOException {
        for (int i = 0; i < machines; i++) {
            PathUtils.cleanDirectory(Path.of(fleet.machine(i).root()));
        }
    }

    /** The send stage of this plugin. */
    @Benchmark
    public void sender() throws Exception {
        InstallOrder order = new InstallOrder(
                UUID.randomUUID().toString(),
                "binary",
                "1",
                InstallOrder.Binary.available("binary", sha256, Files.size(file), file),
                Polarity.INSTALL,
                Map.of(),
                Set.of(),
                Set.of(0),
                Set.of(),
                Duration.ofMinutes(1),
                Duration.ZERO,
                Map.of(),
                Set.of(),
                null);
        RemotingStageRunner runner = new RemotingStageRunner(
                order, directory.resolve("logs"), fleet, new InventoryStore(), workers, senders, clock);
        List<CompletionStage<StageReport>> sendings = new ArrayList<>();
        for (int i = 0; i < machines; i++) {
            sendings.add(runner.run(new Work(i, "m" + i, Stage.SEND, 1, false), new TestControl()));
        }
        for (CompletionStage<StageReport> sending : sendings) {
            StageReport report = sending.toCompletableFuture().get();
            if (!report.isSuccess()) {
                throw new IllegalStateException(report.toString());
            }
        }
    }

    /** What Jenkins itself has. */
    @Benchmark
    public void copyTo() throws Exception {
        List<Future<?>> sendings = new ArrayList<>();
        for (int i = 0; i < machines; i++) {
            MachineState.Connected machine = fleet.machine(i);
            sendings.add(senders.submit(() -> {
                new FilePath(file.toFile()).copyTo(new FilePath(machine.channel(), machine.root() + "/binary"));
                return null;
            }));
        }
        for (Future<?> sending : sendings) {
            sending.get();
        }
    }
}
