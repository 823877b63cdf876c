package io.jenkins.plugins.deploymentledger.deployment.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Computer;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.OsFamily;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import io.jenkins.plugins.deploymentledger.testing.Await;
import io.jenkins.plugins.deploymentledger.testing.RealAgents;
import io.jenkins.plugins.deploymentledger.testing.Tmpfs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jenkins.security.MasterToSlaveCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Install commands run on a real agent: well, badly, for ever, and while the agent is away. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@Timeout(240)
class ExecuteStageTest {

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
    void theCommandFindsWhatItNeedsInItsEnvironment() throws Exception {
        String name = "tools \"$(touch hacked)\" `id` 'é'";
        String command = """
                printf '%%s\\n' "$DEPLOYMENT_PACKAGE" "$DEPLOYMENT_VERSION" "$DEPLOYMENT_MACHINE" "$DEPLOYMENT_AGENT_ROOT"
                cmp "$DEPLOYMENT_BINARY" "%s"
                ls
                """;
        try (StageRig rig = new StageRig(directory, "m1").withPackageName(name)) {
            StageReport report = rig.withCommand(command.formatted(rig.file())).install(new TestControl());

            assertNull(report.cause(), report + rig.log());
            assertEquals(0, report.exitCode());
            assertTrue(rig.log().contains(name + "\n1.0\nm1\n" + root + "\n"), rig.log());
            assertFalse(rig.log().contains("\nhacked\n"), "A name is no command");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, true", "3, true", "7, false", "255, false"})
    void theExitCodeDecides(int code, boolean success) throws Exception {
        try (StageRig rig = new StageRig(directory, "m1")
                .withSuccessCodes(0, 3)
                .withCommand("echo almost\necho no licence left >&2\nexit " + code)) {
            StageReport report = rig.install(new TestControl());

            assertEquals(success ? null : FailureCause.EXIT_CODE, report.cause(), report.toString());
            assertEquals(code, report.exitCode());
            assertTrue(success || report.message().contains("no licence left"), report.message());
            assertTrue(rig.log().contains("almost\nno licence left\n"), rig.log());
        }
    }

    @Test
    void aCommandStopsAtItsFirstFailure() throws Exception {
        try (StageRig rig = new StageRig(directory, "m1").withCommand("false\r\necho went on\r\n")) {
            StageReport report = rig.install(new TestControl());
            assertEquals(1, report.exitCode(), report.toString());
            assertFalse(rig.log().contains("went on"), rig.log());
        }
    }

    @ParameterizedTest
    @CsvSource({"no-such-command-anywhere", "'#!/no/such/interpreter'", "'#!/bin/sh\nexec /no/such/file'"})
    void aCommandThatCannotBeStartedFails(String command) throws Exception {
        try (StageRig rig = new StageRig(directory, "m1").withCommand(command)) {
            StageReport report = rig.install(new TestControl());
            assertEquals(FailureCause.EXIT_CODE, report.cause(), report.toString());
            assertTrue(report.exitCode() == 126 || report.exitCode() == 127, report.toString());
            assertTrue(report.message().contains("not found"), report.message());
        }
    }

    @Test
    void aPackageWithoutACommandForTheSystemDoesNotConcernTheMachine() throws Exception {
        try (StageRig rig = new StageRig(directory, "m1").withFamily(OsFamily.WINDOWS)) {
            StageReport report = rig.install(new TestControl());
            assertEquals(FailureCause.NO_COMMAND_FOR_OS, report.cause(), report.toString());
            assertFalse(Files.exists(rig.runIn(root)), "Nothing has begun there");
        }
    }

    @Test
    void aPackageForAnotherArchitectureDoesNotConcernTheMachine() throws Exception {
        try (StageRig rig = new StageRig(directory, "m1").withArchitectures("pdp-11")) {
            StageReport report = rig.install(new TestControl());
            assertEquals(FailureCause.REQUIREMENT_NOT_MET, report.cause(), report.toString());
            assertTrue(report.message().contains("pdp-11"), report.message());
            assertFalse(Files.exists(rig.runIn(root)), "Nothing has begun there");
        }
    }

    @Test
    void anExitCodeThatAsksForARestartIsASuccessAndSaysSo() throws Exception {
        try (StageRig rig = new StageRig(directory, "m1")
                .withCommand("exit 194")
                .withArchitectures("pdp-11", System.getProperty("os.arch"))
                .withRebootCodes(194)) {
            StageReport report = rig.install(new TestControl());
            assertTrue(report.isSuccess(), report.toString());
            assertTrue(report.message().contains("restarted"), report.message());
        }
    }

    @Test
    void aTimeoutKillsTheWholeTree() throws Exception {
        String mark = mark();
        // Its own session; its environment cleared and its parent gone; deaf to a polite request.
        String command = """
                echo begun
                sh -c 'sleep 1%1$s; :' &
                setsid sh -c 'sleep 2%1$s; :' &
                (env -i sh -c 'sleep 3%1$s; :' &)
                trap '' TERM
                sleep 4%1$s
                """.formatted(mark);
        try (StageRig rig = new StageRig(directory, "m1").withCommand(command).withTimeout(Duration.ofSeconds(3))) {
            CompletableFuture<StageReport> installing = begin(rig, new TestControl());
            Await.until("All four run", () -> running(mark) >= 4);
            StageReport report = StageRig.end(installing);

            assertEquals(FailureCause.TIMEOUT, report.cause(), report.toString());
            Await.until("Nothing of the tree is left", () -> running(mark) == 0);
            assertTrue(report.message().contains("Its last line: begun"), report.message());
        }
    }

    @Test
    void theLastLineOfTheOutputIsToldWithoutSecrets() throws Exception {
        try (StageRig rig = new StageRig(directory, "m1")
                .withCommand("echo 'no login by S3cr3t or S3cr3t-longer'; exit 3")
                .withSecrets("S3cr3t", "S3cr3t-longer", " ")) {
            StageReport report = rig.install(new TestControl());

            assertTrue(report.message().contains("Its last line: no login by **** or ****"), report.message());
        }
    }

    @Test
    void anAbortKillsTheWholeTreeAtOnce() throws Exception {
        String mark = mark();
        TestControl control = new TestControl();
        String command = "sh -c 'sleep 1%1$s; :' &\nsleep 2%1$s\n".formatted(mark);
        try (StageRig rig = new StageRig(directory, "m1").withCommand(command)) {
            CompletableFuture<StageReport> installing = begin(rig, control);
            Await.until("It runs", () -> running(mark) >= 2);
            control.abort();
            assertEquals(FailureCause.ABORTED, StageRig.end(installing).cause());
            Await.until("Nothing of the tree is left", () -> running(mark) == 0);
        }
    }

    @Test
    void aStopLetsTheCommandEnd() throws Exception {
        TestControl control = new TestControl();
        Path go = directory.resolve(mark());
        try (StageRig rig = new StageRig(directory, "m1").withCommand(waitFor(go) + "echo complete")) {
            CompletableFuture<StageReport> installing = begin(rig, control);
            control.stop();
            Files.createFile(go);
            assertNull(StageRig.end(installing).cause());
            assertTrue(rig.log().contains("complete"), rig.log());
        }
    }

    @Test
    void whatIsStoppedBeforeIsNotBegun() throws Exception {
        TestControl control = new TestControl();
        control.stop();
        try (StageRig rig = new StageRig(directory, "m1")) {
            assertEquals(FailureCause.STOPPED, rig.install(control).cause());
            assertFalse(Files.exists(rig.runIn(root)), "Nothing has begun there");
        }
    }

    @Test
    void aKillThatWasCutOffIsDoneAgain() throws Exception {
        String mark = mark();
        try (StageRig rig = new StageRig(directory, "m1").withCommand("sleep 1" + mark)) {
            CompletableFuture<StageReport> installing = begin(rig, new TestControl());
            Await.until("It runs", () -> running(mark) >= 1);
            // As left by an agent that died after it had noted why it kills, and before it did.
            Files.writeString(rig.runIn(root).resolve("verdict"), "ABORTED");

            assertEquals(FailureCause.ABORTED, StageRig.end(installing).cause());
            Await.until("It is dead", () -> running(mark) == 0);
        }
    }

    @Test
    void anInstallationOfWhichNothingIsKnownDoesNotHang() throws Exception {
        try (StageRig rig = new StageRig(directory, "m1").withTimeout(Duration.ofMinutes(30))) {
            // As left by a machine that went down between the creation of the directory and the start.
            Files.createDirectories(rig.runIn(root));
            Files.setLastModifiedTime(
                    rig.runIn(root), FileTime.from(Instant.now().minus(Duration.ofMinutes(5))));
            StageReport report = rig.install(new TestControl());
            assertEquals(FailureCause.RESULT_LOST, report.cause(), report.toString());
        }
    }

    @Test
    void aFloodOfOutputIsCappedAndTheAgentStillAnswers() throws Exception {
        TestControl control = new TestControl();
        try (StageRig rig = new StageRig(directory, "m1").withCommand("yes 'a line of a flood that never ends'")) {
            CompletableFuture<StageReport> installing = begin(rig, control);
            Await.until("The log is full", () -> rig.log().contains("the rest of it is not kept"));
            VirtualChannel channel = channel();
            for (int i = 0; i < 5; i++) {
                assertEquals("pong", channel.callAsync(new Ping()).get(5, TimeUnit.SECONDS));
            }
            assertTrue(size(rig.runIn(root)) < 20 << 20, "Kept on the machine: " + size(rig.runIn(root)));
            assertTrue(Files.size(rig.kept(".log")) < 11 << 20, "Kept on the controller");
            control.abort();
            assertEquals(FailureCause.ABORTED, StageRig.end(installing).cause());
            assertTrue(
                    rig.log().lines().reduce("", (before, line) -> line).contains("A user aborted"),
                    "The end stands in the log all the same");
        }
    }

    @Test
    void muchOutputDoesNotDelayTheEnd() throws Exception {
        try (StageRig rig = new StageRig(directory, "m1")
                .withCommand("head -c 300000000 /dev/zero | tr '\\0' x\necho\necho last >&2\nexit 4")) {
            StageReport report = rig.install(new TestControl());
            assertEquals(4, report.exitCode(), report.toString());
            assertTrue(Files.size(rig.kept(".log")) < 11 << 20, "Kept on the controller");
        }
    }

    @Test
    void childrenThatAreLeftBehindGoOnAndAreTold() throws Exception {
        String mark = mark();
        // One holds the output, as a careless script does, one does not, as a service.
        String command = "sleep 1%1$s &\nsleep 2%1$s > /dev/null 2>&1 &\necho installed".formatted(mark);
        try (StageRig rig = new StageRig(directory, "m1").withCommand(command)) {
            StageReport report = rig.install(new TestControl());

            assertNull(report.cause(), report.toString());
            assertTrue(report.message().contains("Processes that it left running: 2."), report.message());
            assertEquals(2, running(mark));
            assertTrue(rig.log().contains("installed\n"), rig.log());
            assertNull(rig.run(Stage.INVENTORY).cause());
            Await.until("The directory is removed all the same", () -> !Files.exists(rig.runIn(root)));
        } finally {
            marked(mark).forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void anAgentThatComesBackFindsItsCommandAgain() throws Exception {
        Path go = directory.resolve(mark());
        TestControl control = new TestControl();
        try (StageRig rig = new StageRig(directory, "m1")
                .withCommand("echo begun\n" + waitFor(go) + "echo ended\nexit 3")
                .withSuccessCodes(3)) {
            CompletableFuture<StageReport> installing = begin(rig, control);
            Await.until("It runs", () -> rig.log().contains("begun"));
            agents.kill("m1");
            Await.until("The loss is noticed", () -> control.hasActed("was lost"));
            agents.restart("m1");
            Await.until("It is found", () -> control.hasActed("Found the installation"));
            Files.createFile(go);
            StageReport report = StageRig.end(installing);

            assertNull(report.cause(), report.toString());
            assertEquals(1, count(rig.log(), "begun\n"), "Begun once: " + rig.log());
            assertEquals(1, count(rig.log(), "ended\n"), "Ended once: " + rig.log());
        } finally {
            agents.awaitOnline("m1");
        }
    }

    @Test
    void aCommandThatEndsWhileTheAgentIsAwayIsNotRunAgain() throws Exception {
        Path go = directory.resolve(mark());
        Path runs = directory.resolve(mark());
        TestControl control = new TestControl();
        try (StageRig rig = new StageRig(directory, "m1")
                .withCommand("echo run >> '" + runs + "'\n" + waitFor(go) + "echo over >> '" + runs + "'")) {
            CompletableFuture<StageReport> installing = begin(rig, control);
            Await.until("It runs", () -> Files.exists(runs));
            agents.kill("m1");
            Files.createFile(go);
            Await.until("It has ended", () -> Files.readAllLines(runs).contains("over"));
            agents.restart("m1");

            assertNull(StageRig.end(installing).cause());
            assertEquals(List.of("run", "over"), Files.readAllLines(runs));

            // As after a restart of the controller that did not come to write down the end.
            assertNull(
                    StageRig.end(rig.resume(Stage.EXECUTE, new TestControl())).cause());
            assertEquals(List.of("run", "over"), Files.readAllLines(runs));
        } finally {
            agents.awaitOnline("m1");
        }
    }

    @Test
    void anAbortWhileTheAgentIsAwayEndsTheWaiting() throws Exception {
        String mark = mark();
        TestControl control = new TestControl();
        try (StageRig rig = new StageRig(directory, "m1").withCommand("sleep 1" + mark)) {
            CompletableFuture<StageReport> installing = begin(rig, control);
            Await.until("It runs", () -> running(mark) >= 1);
            agents.kill("m1");
            Await.until("The loss is noticed", () -> control.hasActed("was lost"));
            control.abort();
            StageReport report = StageRig.end(installing);
            assertEquals(FailureCause.ABORTED, report.cause());
            assertTrue(report.message().contains("look at the machine"), report.message());
        } finally {
            marked(mark).forEach(ProcessHandle::destroyForcibly);
            agents.restart("m1");
            agents.awaitOnline("m1");
        }
    }

    @Test
    void whereTheUserMayNotDeployAnyMoreNothingIsStarted() throws Exception {
        Path ran = directory.resolve("ran-" + mark());
        try (StageRig rig = new StageRig(directory, "m1").withCommand("touch '" + ran + "'")) {
            assertNull(rig.run(Stage.SEND).cause());
            rig.withPermission(false);

            for (StageReport refused :
                    List.of(rig.run(Stage.EXECUTE), StageRig.end(rig.resume(Stage.EXECUTE, new TestControl())))) {
                assertEquals(FailureCause.PERMISSION_DENIED, refused.cause(), refused.toString());
                assertTrue(refused.message().contains("Agent/Build"), refused.message());
            }
            assertFalse(Files.exists(ran), "The command did not run");
            assertFalse(Files.exists(rig.runIn(root)), "Nothing was prepared for it");
        }
    }

    @Test
    void whatRanBeforeThePermissionWasTakenAwayIsFollowedToItsEnd() throws Exception {
        Path released = directory.resolve("released-" + mark());
        try (StageRig rig = new StageRig(directory, "m1").withCommand(waitFor(released) + "echo at its end")) {
            begin(rig, new TestControl());
            rig.withPermission(false);

            CompletableFuture<StageReport> resumed = rig.resume(Stage.EXECUTE, new TestControl());
            Files.createFile(released);

            StageReport report = StageRig.end(resumed);
            assertNull(report.cause(), report.toString());
            assertTrue(rig.log().contains("at its end"), rig.log());
        }
    }

    @Test
    void aCommandThatVanishesIsMissed() throws Exception {
        String mark = mark();
        try (StageRig rig = new StageRig(directory, "m1").withCommand("sleep 1" + mark)) {
            CompletableFuture<StageReport> installing = begin(rig, new TestControl());
            Await.until("It runs", () -> running(mark) >= 1);
            // As a restart of the machine does.
            String key = rig.runIn(root).getFileName().toString();
            InstallerProcesses.living(
                            key,
                            Long.valueOf(Files.readString(rig.runIn(root).resolve("pid"))
                                    .strip()),
                            null)
                    .forEach(ProcessHandle::destroyForcibly);
            assertEquals(FailureCause.RESULT_LOST, StageRig.end(installing).cause());
        }
    }

    @Test
    void aCommandThatFillsTheDiskHasAnExitCode() throws Exception {
        agents.start("tiny", "fleet", Map.of());
        Path ledger = agents.root("tiny").resolve("deployment-ledger");
        try (Tmpfs disk = Tmpfs.mount(ledger, 40);
                StageRig rig = new StageRig(directory, "tiny")
                        .withCommand("cat /dev/zero > fill || true\necho no room\nexit 7")) {
            StageReport report = rig.install(new TestControl());
            assertEquals(FailureCause.EXIT_CODE, report.cause(), report.toString());
            assertEquals(7, report.exitCode());
            assertFalse(Files.exists(rig.runIn(agents.root("tiny")).resolve("work")), "The room is given back");
        }
    }

    /** Sends the binary, and begins to install it. */
    private static CompletableFuture<StageReport> begin(StageRig rig, TestControl control) throws Exception {
        assertNull(rig.run(Stage.SEND).cause());
        CompletableFuture<StageReport> installing = rig.begin(Stage.EXECUTE, control);
        Await.until("It has begun: " + control.actions(), () -> control.hasActed("Install command started"));
        return installing;
    }

    private static String waitFor(Path file) {
        return "while [ ! -e '" + file + "' ]; do sleep 0.1; done\n";
    }

    /** Digits that no other process has in its command line. */
    private static String mark() {
        return Long.toString(System.nanoTime() % 1_000_000_000L + 1_000_000_000L);
    }

    /** How many {@code sleep} commands carry a mark. */
    private static long running(String mark) {
        return marked(mark)
                .filter(process -> process.info().command().orElse("").endsWith("sleep"))
                .count();
    }

    private static Stream<ProcessHandle> marked(String mark) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(mark));
    }

    private static VirtualChannel channel() {
        Computer computer = jenkins.jenkins.getComputer("m1");
        VirtualChannel channel = computer == null ? null : computer.getChannel();
        if (channel == null) {
            throw new AssertionError("m1 is not connected");
        }
        return channel;
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    private static long size(Path tree) throws Exception {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static final class Ping extends MasterToSlaveCallable<String, RuntimeException> {

        private static final long serialVersionUID = 1;

        @Override
        public String call() {
            return "pong";
        }
    }
}
