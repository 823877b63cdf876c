package io.jenkins.plugins.deploymentledger.deployment.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.slaves.DumbSlave;
import hudson.slaves.JNLPLauncher;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import io.jenkins.plugins.deploymentledger.testing.Await;
import io.jenkins.plugins.deploymentledger.testing.RealAgents;
import io.jenkins.plugins.deploymentledger.testing.Tmpfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Binaries go to a real agent, whole, interrupted, damaged, and where there is no room. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@Timeout(240)
class SendStageTest {

    private static final int MIB = 1 << 20;

    @TempDir
    private static Path directory;

    private static JenkinsRule jenkins;
    private static RealAgents agents;
    private static Path root;

    @BeforeAll
    static void begin(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agents = RealAgents.start(rule.getURL().toString(), directory, "fleet", "m1");
        root = agents.root("m1");
    }

    @AfterAll
    static void end() throws Exception {
        agents.close();
        jenkins.after();
    }

    @Test
    void aBinaryArrivesWholeAndItsProgressIsToldInBytes() throws Exception {
        TestControl control = new TestControl();
        try (StageRig rig = new StageRig(directory, "m1").withContent(5 * MIB + 7)) {
            StageReport sent = rig.run(Stage.SEND, control);

            assertNull(sent.cause(), sent.toString());
            assertEquals(5 * MIB + 7, sent.bytes());
            assertEquals(Boolean.FALSE, sent.cached());
            assertArrayEquals(Files.readAllBytes(rig.file()), Files.readAllBytes(rig.cachedIn(root)));
            assertFalse(Files.exists(rig.partialIn(root)), "No partial file is left");
            List<Long> progress = control.progress();
            assertTrue(progress.size() > 5, "Told on the way, not only at the end: " + progress);
            assertEquals(progress.stream().sorted().toList(), progress);
            assertEquals(5L * MIB + 7, progress.get(progress.size() - 1));
            assertTrue(rig.log().contains(rig.sha256()), "The log says what was verified");
        }
    }

    @Test
    void anEmptyFileIsABinary() throws Exception {
        try (StageRig rig = new StageRig(directory, "m1").withContent(0)) {
            assertNull(rig.run(Stage.SEND).cause());
            assertEquals(0, Files.size(rig.cachedIn(root)));
        }
    }

    @Test
    void whatTheMachineHasIsNotSentAgain() throws Exception {
        try (StageRig first = new StageRig(directory, "m1").withContent(MIB);
                StageRig second = new StageRig(directory, "m1").withBinaryOf(first)) {
            first.run(Stage.SEND);
            StageReport again = second.run(Stage.SEND);

            assertEquals(Boolean.TRUE, again.cached());
            assertEquals(0, again.bytes());
        }
    }

    @Test
    void aDamagedCacheIsNotBelieved() throws Exception {
        try (StageRig first = new StageRig(directory, "m1").withContent(MIB);
                StageRig second = new StageRig(directory, "m1").withBinaryOf(first)) {
            first.run(Stage.SEND);
            byte[] damaged = Files.readAllBytes(first.cachedIn(root));
            damaged[MIB / 2]++;
            Files.write(first.cachedIn(root), damaged);

            StageReport again = second.run(Stage.SEND);

            assertEquals(Boolean.FALSE, again.cached(), again.toString());
            assertArrayEquals(Files.readAllBytes(first.file()), Files.readAllBytes(second.cachedIn(root)));
        }
    }

    @Test
    void aFileThatChangedOnTheControllerIsRefusedAndNothingOfItStays() throws Exception {
        try (StageRig rig = new StageRig(directory, "m1").withContent(2 * MIB)) {
            byte[] other = Files.readAllBytes(rig.file());
            other[MIB]++;
            Files.write(rig.file(), other);

            StageReport refused = rig.run(Stage.SEND);

            assertEquals(FailureCause.HASH_MISMATCH, refused.cause(), refused.toString());
            assertTrue(refused.message().contains("on the controller"), refused.message());
            assertNothingIsLeft(rig);
        }
    }

    @Test
    void aFileThatIsGoneIsNamed() throws Exception {
        try (StageRig rig = new StageRig(directory, "m1")) {
            Files.delete(rig.file());
            StageReport refused = rig.run(Stage.SEND);
            assertEquals(FailureCause.BINARY_MISSING, refused.cause());
            assertTrue(refused.message().contains(rig.file().toString()), refused.message());
        }
    }

    @Test
    void aFileThatVanishesUnderWayIsNoFaultOfTheMachine() throws Exception {
        try (StageRig rig = new StageRig(directory, "m1").withContent(8 * MIB)) {
            TestControl control = new TestControl().onProgress(bytes -> {
                try {
                    Files.write(rig.file(), new byte[0]);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            StageReport refused = rig.run(Stage.SEND, control);
            assertEquals(FailureCause.HASH_MISMATCH, refused.cause(), refused.toString());
            assertTrue(refused.message().contains("on the controller"), refused.message());
            assertNothingIsLeft(rig);
        }
    }

    @Test
    void aLostAgentIsWaitedForAndTheRestIsSent() throws Exception {
        AtomicBoolean killed = new AtomicBoolean();
        TestControl control = new TestControl().onProgress(bytes -> {
            if (bytes >= 24 * MIB && killed.compareAndSet(false, true)) {
                kill();
            }
        });
        try (StageRig rig = new StageRig(directory, "m1").withContent(64 * MIB)) {
            CompletableFuture<StageReport> sending = rig.begin(Stage.SEND, control);
            Await.until("The loss is noticed", () -> control.hasActed("was lost"));
            assertTrue(Files.size(rig.partialIn(root)) > 0, "What has come is kept");
            agents.restart("m1");
            StageReport sent = StageRig.end(sending);

            assertNull(sent.cause(), sent.toString());
            assertTrue(control.hasActed("Going on sending"), control.actions().toString());
            assertTrue(sent.bytes() <= 48 * MIB, "Only the rest was sent: " + sent.bytes());
            assertArrayEquals(Files.readAllBytes(rig.file()), Files.readAllBytes(rig.cachedIn(root)));
            assertFalse(Files.exists(rig.partialIn(root)), "No partial file is left");
        } finally {
            agents.awaitOnline("m1");
        }
    }

    @Test
    void anAgentThatDiesWhileItTakesNothingIsMissedAtOnce() throws Exception {
        TestControl control = new TestControl();
        try (StageRig rig = new StageRig(directory, "m1").withContent(64 * MIB)) {
            AtomicBoolean paused = new AtomicBoolean();
            control.onProgress(bytes -> {
                if (bytes >= 8 * MIB && paused.compareAndSet(false, true)) {
                    agents.pause("m1");
                }
            });
            CompletableFuture<StageReport> sending = rig.begin(Stage.SEND, control);
            Await.until("It is on its way", paused::get);
            // Long enough for all that fits into the connection.
            AtomicLong before = new AtomicLong(-1);
            Await.until("It takes nothing more", () -> {
                Thread.sleep(500);
                return before.getAndSet(control.progress().size())
                        == control.progress().size();
            });
            assertFalse(sending.isDone(), "It is under way");
            kill();
            Await.until("The loss is noticed", () -> control.hasActed("was lost"));
            agents.restart("m1");
            assertNull(StageRig.end(sending).cause());
            assertTrue(control.hasActed("Going on sending"), control.actions().toString());
        } finally {
            agents.awaitOnline("m1");
        }
    }

    @Test
    void aDamagedPartIsSentAnew() throws Exception {
        TestControl control = new TestControl();
        try (StageRig rig = new StageRig(directory, "m1").withContent(4 * MIB)) {
            Files.createDirectories(rig.partialIn(root).getParent());
            Files.write(rig.partialIn(root), new byte[MIB]);

            StageReport sent = rig.run(Stage.SEND, control);

            assertNull(sent.cause(), sent.toString());
            assertTrue(control.hasActed("beginning anew"), control.actions().toString());
            assertArrayEquals(Files.readAllBytes(rig.file()), Files.readAllBytes(rig.cachedIn(root)));
        }
    }

    @Test
    void anAgentThatDoesNotComeBackIsGivenUp() throws Exception {
        TestControl control = new TestControl().onProgress(bytes -> kill());
        try (StageRig rig = new StageRig(directory, "m1").withContent(16 * MIB).withReconnect(Duration.ofSeconds(2))) {
            StageReport lost = rig.run(Stage.SEND, control);
            assertEquals(FailureCause.CONNECTION_LOST, lost.cause(), lost.toString());
        } finally {
            agents.restart("m1");
            agents.awaitOnline("m1");
        }
    }

    @Test
    void whatIsStoppedLeavesNothingBehind() throws Exception {
        TestControl control = new TestControl();
        control.onProgress(bytes -> control.stop());
        try (StageRig rig = new StageRig(directory, "m1").withContent(32 * MIB)) {
            StageReport stopped = rig.run(Stage.SEND, control);
            assertEquals(FailureCause.STOPPED, stopped.cause(), stopped.toString());
            assertTrue(control.progress().size() < 5, "It ended soon: " + control.progress());
            assertNothingIsLeft(rig);
        }
    }

    @Test
    void whatIsStoppedWhileTheAgentIsAwayEnds() throws Exception {
        TestControl control = new TestControl().onProgress(bytes -> kill());
        try (StageRig rig = new StageRig(directory, "m1").withContent(16 * MIB)) {
            CompletableFuture<StageReport> sending = rig.begin(Stage.SEND, control);
            Await.until("The loss is noticed", () -> control.hasActed("was lost"));
            control.stop();
            assertEquals(FailureCause.STOPPED, StageRig.end(sending).cause());
        } finally {
            agents.restart("m1");
            agents.awaitOnline("m1");
        }
    }

    @Test
    void twoRunsSendTheSameBinaryAtOnce() throws Exception {
        try (StageRig first = new StageRig(directory, "m1").withContent(24 * MIB);
                StageRig second = new StageRig(directory, "m1").withBinaryOf(first)) {
            CompletableFuture<StageReport> one = first.begin(Stage.SEND, new TestControl());
            CompletableFuture<StageReport> other = second.begin(Stage.SEND, new TestControl());
            assertNull(StageRig.end(one).cause());
            assertNull(StageRig.end(other).cause());
            assertArrayEquals(Files.readAllBytes(first.file()), Files.readAllBytes(first.cachedIn(root)));
        }
    }

    @Test
    void aMachineWithoutRoomSaysSoBeforeAnythingIsSent() throws Exception {
        TestControl control = new TestControl();
        agents.start("small", "fleet", java.util.Map.of());
        try (Tmpfs disk = Tmpfs.mount(agents.root("small").resolve("deployment-ledger"), 32);
                StageRig rig = new StageRig(directory, "small").withContent(24 * MIB)) {
            StageReport full = rig.run(Stage.SEND, control);
            assertEquals(FailureCause.DISK_FULL, full.cause(), full.toString());
            assertEquals(List.of(), control.progress());
            assertFalse(Files.exists(rig.useIn(agents.root("small"))), "The run holds nothing there");
        }
    }

    @Test
    void aDiskThatFillsUnderWayIsCalledFull() throws Exception {
        agents.start("filling", "fleet", java.util.Map.of());
        Path ledger = agents.root("filling").resolve("deployment-ledger");
        AtomicBoolean filled = new AtomicBoolean();
        TestControl control = new TestControl().onProgress(bytes -> {
            if (filled.compareAndSet(false, true)) {
                fill(ledger.resolve("something-else"));
            }
        });
        try (Tmpfs disk = Tmpfs.mount(ledger, 64);
                StageRig rig = new StageRig(directory, "filling").withContent(40 * MIB)) {
            StageReport full = rig.run(Stage.SEND, control);
            assertEquals(FailureCause.DISK_FULL, full.cause(), full.toString());
            assertTrue(full.message().contains("Make room"), full.message());
            assertFalse(Files.exists(rig.partialIn(agents.root("filling"))), "The room is given back");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "..", ".", "", " ", "a/b", "/etc/evil", "../../runs/evil"})
    void noNameLeavesTheCache(String name) throws Exception {
        try (StageRig rig = new StageRig(directory, "m1").withFileName(name)) {
            StageReport refused = rig.run(Stage.SEND);
            assertEquals(FailureCause.IO_ERROR, refused.cause(), refused.toString());
            try (Stream<Path> files = Files.walk(root)) {
                assertEquals(
                        List.of(),
                        files.filter(file -> file.getFileName().toString().contains("evil"))
                                .toList());
            }
        }
    }

    @Test
    void aMachineThatIsNotConnectedIsNotWaitedFor() throws Exception {
        jenkins.jenkins.addNode(
                new DumbSlave("absent", directory.resolve("absent").toString(), new JNLPLauncher()));
        try (StageRig rig = new StageRig(directory, "absent");
                StageRig other = new StageRig(directory, "nobody")) {
            StageReport offline = rig.run(Stage.SEND);
            assertEquals(FailureCause.OFFLINE, offline.cause(), offline.toString());
            assertEquals(FailureCause.MACHINE_DELETED, other.run(Stage.SEND).cause());
        }
    }

    @Test
    void whereTheUserMayNotDeployAnyMoreNothingIsSent() throws Exception {
        try (StageRig rig = new StageRig(directory, "m1").withPermission(false)) {
            for (StageReport refused : List.of(
                    rig.run(Stage.SEND),
                    StageRig.end(rig.resume(Stage.SEND, new TestControl())),
                    rig.run(Stage.INVENTORY))) {
                assertEquals(FailureCause.PERMISSION_DENIED, refused.cause(), refused.toString());
                assertTrue(refused.message().contains("Ask for the permission Agent/Build"), refused.message());
            }
            assertNothingIsLeft(rig);
            assertFalse(Files.exists(rig.useIn(root)), "Nothing was prepared there");
            assertFalse(Files.exists(rig.kept(".inventory.json")), "Nothing was asked there");
        }
    }

    private static void assertNothingIsLeft(StageRig rig) {
        assertFalse(Files.exists(rig.partialIn(root)), "No partial file is left");
        assertFalse(Files.exists(rig.cachedIn(root)), "Nothing is in the cache");
        assertFalse(Files.exists(rig.useIn(root)), "The run holds nothing on the machine");
    }

    private static void fill(Path file) {
        byte[] block = new byte[MIB];
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // Full, which is what was wanted.
            assertTrue(Files.exists(file));
        }
    }

    private static void kill() {
        try {
            agents.kill("m1");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
