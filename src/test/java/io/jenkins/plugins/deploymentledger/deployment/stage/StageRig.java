package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.fleet.Detection;
import io.jenkins.plugins.deploymentledger.core.fleet.OsFamily;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import io.jenkins.plugins.deploymentledger.core.rollout.Work;
import io.jenkins.plugins.deploymentledger.machine.inventory.InventoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs single stages on one machine of a test's Jenkins: one rig stands for one run.
 *
 * <p>What has a setter has a default that suits most tests.
 */
final class StageRig implements AutoCloseable {

    private static final long LIMIT_SECONDS = 120;

    private final String id = UUID.randomUUID().toString();
    private final Path directory;
    private final String machine;
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final ExecutorService senders = Executors.newFixedThreadPool(2);
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    private Path file;
    private String fileName = "tools-1.0.bin";
    private String sha256;
    private String packageName = "tools";
    private String command = "true";
    private OsFamily family = OsFamily.LINUX;
    private Polarity polarity = Polarity.INSTALL;
    private Set<String> architectures = Set.of();
    private Set<Integer> successCodes = Set.of(0);
    private Set<Integer> rebootCodes = Set.of();
    private Duration timeout = Duration.ofMinutes(1);
    private Set<String> secrets = Set.of();
    private Detection detection;
    private Duration reconnect = Duration.ofMinutes(1);
    private volatile boolean permitted = true;

    /**
     * Prepares a run on one machine.
     *
     * @param directory of the test; gets a directory for the run
     */
    StageRig(Path directory, String machine) throws IOException {
        this.directory = Files.createDirectory(directory.resolve(id));
        this.machine = machine;
        withContent(10);
    }

    /** Gives the binary random content. */
    StageRig withContent(int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random().nextBytes(content);
        file = directory.resolve("binary");
        Files.write(file, content);
        sha256 = HexFormat.of().formatHex(Sha256.begin().digest(content));
        return this;
    }

    /** Gives the binary the content of another rig's. */
    StageRig withBinaryOf(StageRig other) {
        file = other.file;
        sha256 = other.sha256;
        return this;
    }

    StageRig withFileName(String value) {
        fileName = value;
        return this;
    }

    StageRig withPackageName(String value) {
        packageName = value;
        return this;
    }

    StageRig withCommand(String value) {
        command = value;
        return this;
    }

    StageRig withFamily(OsFamily value) {
        family = value;
        return this;
    }

    StageRig withSuccessCodes(Integer... codes) {
        successCodes = Set.of(codes);
        return this;
    }

    StageRig withRebootCodes(Integer... codes) {
        rebootCodes = Set.of(codes);
        return this;
    }

    StageRig withPolarity(Polarity value) {
        polarity = value;
        return this;
    }

    StageRig withArchitectures(String... values) {
        architectures = Set.of(values);
        return this;
    }

    StageRig withTimeout(Duration value) {
        timeout = value;
        return this;
    }

    StageRig withReconnect(Duration value) {
        reconnect = value;
        return this;
    }

    /** Says whether whoever deploys may use the machine; from now on. */
    StageRig withPermission(boolean value) {
        permitted = value;
        return this;
    }

    StageRig withSecrets(String... values) {
        secrets = Set.of(values);
        return this;
    }

    StageRig withDetection(Detection value) {
        detection = value;
        return this;
    }

    Path file() {
        return file;
    }

    String sha256() {
        return sha256;
    }

    /** Where the binary lies in a machine's cache. */
    Path cachedIn(Path root) {
        return root.resolve("deployment-ledger/cache").resolve(sha256).resolve(fileName);
    }

    /** Where what has come of the binary lies on a machine. */
    Path partialIn(Path root) {
        return root.resolve("deployment-ledger/cache/.incoming")
                .resolve(sha256.substring(0, 16) + '-' + id + "-0.part");
    }

    /** The mark with which the run holds the binary on a machine. */
    Path useIn(Path root) {
        return root.resolve("deployment-ledger/cache/.uses").resolve(sha256).resolve(id + "-0");
    }

    /** Where the installation lies on a machine. */
    Path runIn(Path root) {
        return root.resolve("deployment-ledger/runs").resolve(id + "-0");
    }

    /** Where the controller keeps what it knows of the machine. */
    Path kept(String extension) {
        return directory.resolve("machines").resolve("0" + extension);
    }

    String log() {
        try {
            return Files.readString(kept(".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins a stage. */
    CompletableFuture<StageReport> begin(Stage stage, TestControl control) throws IOException {
        return begin(new Work(0, machine, stage, 1, false), control);
    }

    /** Takes up a stage as after a restart of the controller. */
    CompletableFuture<StageReport> resume(Stage stage, TestControl control) throws IOException {
        return begin(new Work(0, machine, stage, 1, true), control);
    }

    /** Does a stage. */
    StageReport run(Stage stage, TestControl control) throws Exception {
        return end(begin(stage, control));
    }

    /** Does a stage. */
    StageReport run(Stage stage) throws Exception {
        return run(stage, new TestControl());
    }

    /** Waits for the end of a stage, but not for ever. */
    static StageReport end(CompletableFuture<StageReport> stage) throws Exception {
        return stage.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Sends the binary and installs it. */
    StageReport install(TestControl control) throws Exception {
        StageReport sent = run(Stage.SEND);
        return sent.isSuccess() ? run(Stage.EXECUTE, control) : sent;
    }

    private CompletableFuture<StageReport> begin(Work work, TestControl control) throws IOException {
        InstallOrder order = new InstallOrder(
                id,
                packageName,
                "1.0",
                InstallOrder.Binary.available(fileName, sha256, Files.exists(file) ? Files.size(file) : 1, file),
                polarity,
                Map.of(family, command),
                architectures,
                successCodes,
                rebootCodes,
                timeout,
                reconnect,
                Map.of(),
                secrets,
                detection);
        return new RemotingStageRunner(
                        order,
                        directory.resolve("machines"),
                        new JenkinsMachineChannels(node -> permitted),
                        InventoryStore.get(),
                        workers,
                        senders,
                        clock)
                .run(work, control)
                .toCompletableFuture();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdownNow();
        senders.shutdownNow();
    }
}
