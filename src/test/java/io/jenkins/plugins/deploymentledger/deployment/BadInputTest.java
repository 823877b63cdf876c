package io.jenkins.plugins.deploymentledger.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import hudson.security.ACL;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.deployment.payload.BinarySource;
import io.jenkins.plugins.deploymentledger.deployment.payload.BuildArtifactBinary;
import io.jenkins.plugins.deploymentledger.deployment.payload.ContentStore;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.deployment.payload.StoredBinary;
import io.jenkins.plugins.deploymentledger.deployment.payload.UploadedBinary;
import io.jenkins.plugins.deploymentledger.deployment.payload.UrlBinary;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import io.jenkins.plugins.deploymentledger.testing.Await;
import io.jenkins.plugins.deploymentledger.testing.RealAgents;
import java.io.ByteArrayInputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whatever goes wrong ends in its own status with a message that says what to do, and the other machines go on. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@Timeout(240)
class BadInputTest {

    private static final String NO_SHA256 = "0".repeat(64);

    @TempDir
    private static Path directory;

    private static JenkinsRule j;
    private static RealAgents agents;

    private String name;

    @BeforeAll
    static void begin(JenkinsRule rule) throws Exception {
        j = rule;
        agents = RealAgents.start(rule.getURL().toString(), directory, "fleet", "good", "bad");
    }

    @AfterAll
    static void end() throws Exception {
        try {
            assertFalse(threadsOfThePlugin().isEmpty(), "The names are known");
            assertNothingIsUnderWay();
        } finally {
            agents.close();
            j.after();
        }
        Await.until("No thread outlives Jenkins", () -> threadsOfThePlugin().isEmpty());
    }

    @BeforeEach
    void name(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void aLabelThatMatchesNothingIsNothingToDo() throws Exception {
        DeploymentRun run = run(job("true", new LabelTarget("solaris")));
        j.assertBuildStatus(Result.NOT_BUILT, run);
        j.assertLogContains("no machine matches", run);
        assertEquals(0, run.getCounts().total());
    }

    @Test
    void aMalformedLabelIsNamed() throws Exception {
        DeploymentRun run = run(job("true", new LabelTarget("fleet && (")));
        j.assertBuildStatus(Result.FAILURE, run);
        j.assertLogContains("fleet && (", run);
        j.assertLogContains("is no label expression", run);
    }

    @Test
    void anUnknownMachineIsGoneAndTheOtherGoesOn() throws Exception {
        DeploymentRun run = run(job("true", new MachineListTarget("good\nnobody")));
        j.assertBuildStatus(Result.UNSTABLE, run);
        assertEnd(run, "good", MachineStatus.SUCCESS, null);
        assertEnd(run, "nobody", MachineStatus.MACHINE_GONE, FailureCause.MACHINE_DELETED);
        assertTold(run, "nobody", "Create it again, or leave it out of the target");
    }

    @Test
    void aMissingUploadFailsEveryMachine() throws Exception {
        DeploymentRun run = run(job("true", fleet(), new UploadedBinary(NO_SHA256, "tools.txt")));
        assertAllFailedToSend(run, MachineStatus.SEND_FAILED, FailureCause.BINARY_MISSING);
    }

    @Test
    void aBinaryThatVanishesMeanwhileFailsTheMachinesThatDoNotHaveItYet() throws Exception {
        Path released = directory.resolve("released-" + name);
        UploadedBinary binary = TestDeployments.upload(name);
        DeploymentJob job = job(waitFor(released), new MachineListTarget("good\nbad"), binary);
        job.setConcurrency(1);
        DeploymentRun run = job.scheduleBuild2(0).waitForStart();
        awaitInstalling(run, "good");

        Files.delete(binary.fetch(run, ACL.SYSTEM2, ContentStore.get()).file());
        Files.createFile(released);

        j.waitForCompletion(run);
        assertEnd(run, "good", MachineStatus.SUCCESS, null);
        assertEnd(run, "bad", MachineStatus.SEND_FAILED, FailureCause.BINARY_MISSING);
        assertTold(run, "bad", "Upload");
    }

    @Test
    void anArtifactOfAJobThatIsGoneFailsEveryMachine() throws Exception {
        DeploymentRun run = run(job("true", fleet(), new BuildArtifactBinary("no-such-job", "tools.txt")));
        assertAllFailedToSend(run, MachineStatus.SEND_FAILED, FailureCause.BINARY_MISSING);
    }

    @Test
    void anUnreachableUrlFailsEveryMachine() throws Exception {
        int nobodyListens;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobodyListens = socket.getLocalPort();
        }
        DeploymentRun run =
                run(job("true", fleet(), new UrlBinary("http://localhost:" + nobodyListens + "/tools.txt", NO_SHA256)));
        assertAllFailedToSend(run, MachineStatus.SEND_FAILED, FailureCause.SOURCE_UNREACHABLE);
    }

    @Test
    void anotherSha256ThanAnnouncedFailsEveryMachine() throws Exception {
        DeploymentRun run = run(job("true", fleet(), new UrlBinary(j.getURL() + "robots.txt", NO_SHA256)));
        assertAllFailedToSend(run, MachineStatus.HASH_MISMATCH, FailureCause.HASH_MISMATCH);
    }

    @Test
    void anAgentLostWhileSendingIsGivenUpAndTheOtherGoesOn() throws Exception {
        byte[] content = new byte[200 << 20];
        new Random(1).nextBytes(content);
        StoredBinary stored = ContentStore.get().put(new ByteArrayInputStream(content), "big.bin");
        DeploymentJob job = job("true", fleet(), new UploadedBinary(stored.sha256(), stored.fileName()));
        job.setReconnectMinutes(0);
        Future<DeploymentRun> ending = job.scheduleBuild2(0);
        Await.until("Something has come to bad", () -> hasPartial(agents.root("bad"), stored));
        agents.kill("bad");
        try {
            DeploymentRun run = ending.get(120, TimeUnit.SECONDS);
            j.assertBuildStatus(Result.UNSTABLE, run);
            assertEnd(run, "good", MachineStatus.SUCCESS, null);
            assertEnd(run, "bad", MachineStatus.SEND_FAILED, FailureCause.CONNECTION_LOST);
            assertTold(run, "bad", "The connection to the agent was lost and did not come back");
        } finally {
            agents.restart("bad");
            agents.awaitOnline("bad");
        }
    }

    @Test
    void anAgentLostWhileInstallingIsInterruptedAndTheOtherGoesOn() throws Exception {
        DeploymentJob job = job("[ $DEPLOYMENT_MACHINE = good ] || kill -9 $(pgrep -f 'name bad ')", fleet());
        job.setReconnectMinutes(0);
        try {
            DeploymentRun run = run(job);
            j.assertBuildStatus(Result.UNSTABLE, run);
            assertEnd(run, "good", MachineStatus.SUCCESS, null);
            assertEnd(run, "bad", MachineStatus.INTERRUPTED, FailureCause.CONNECTION_LOST);
            assertTold(run, "bad", "See that the agent runs");
        } finally {
            agents.restart("bad");
            agents.awaitOnline("bad");
        }
    }

    @Test
    void anAgentLostDuringTheInventoryHasTheSoftwareAllTheSame() throws Exception {
        Path tools = Files.createDirectories(directory.resolve("deadly"));
        Path query = tools.resolve("dpkg-query");
        Files.writeString(query, "#!/bin/sh\nkill -9 $PPID\n");
        Files.setPosixFilePermissions(query, PosixFilePermissions.fromString("rwxr-xr-x"));
        agents.start("mortal", "mortal", Map.of("PATH", tools + ":" + System.getenv("PATH")));
        DeploymentJob job = job("true", new MachineListTarget("good\nmortal"));
        job.setReconnectMinutes(0);
        DeploymentRun run = run(job);
        j.assertBuildStatus(Result.SUCCESS, run);
        assertEnd(run, "good", MachineStatus.SUCCESS, null);
        assertEnd(run, "mortal", MachineStatus.SUCCESS_INVENTORY_FAILED, FailureCause.CONNECTION_LOST);
        assertTold(run, "mortal", "See that the agent runs");
    }

    @Test
    void anAgentThatComesBackInTimeIsNoFailure() throws Exception {
        Path go = directory.resolve("go-" + name);
        DeploymentJob job = job(waitFor(go), new MachineListTarget("bad"));
        job.setReconnectMinutes(2);
        DeploymentRun run = job.scheduleBuild2(0).waitForStart();
        awaitInstalling(run, "bad");
        agents.kill("bad");
        agents.awaitOffline("bad");
        Files.createFile(go);
        agents.restart("bad");
        j.waitForCompletion(run);
        j.assertBuildStatus(Result.SUCCESS, run);
        assertTold(run, "bad", "Found the installation that was started earlier");
    }

    @Test
    void aCommandThatFailsFailsItsMachineAlone() throws Exception {
        DeploymentRun run =
                run(job("[ $DEPLOYMENT_MACHINE = good ] || { echo no licence left >&2; exit 9; }", fleet()));
        j.assertBuildStatus(Result.UNSTABLE, run);
        assertEnd(run, "good", MachineStatus.SUCCESS, null);
        assertEnd(run, "bad", MachineStatus.INSTALL_FAILED, FailureCause.EXIT_CODE);
        assertTold(run, "bad", "exit code 9");
        assertTold(run, "bad", "no licence left");
    }

    @Test
    void aCommandThatHangsIsKilledAfterItsTime() throws Exception {
        DeploymentJob job = job("[ $DEPLOYMENT_MACHINE = good ] || sleep 30011", fleet());
        DeploymentPackage described = job.getDeploymentPackage();
        assertNotNull(described);
        described.setTimeoutMinutes(1);
        DeploymentRun run = run(job);
        j.assertBuildStatus(Result.UNSTABLE, run);
        assertEnd(run, "good", MachineStatus.SUCCESS, null);
        assertEnd(run, "bad", MachineStatus.INSTALL_TIMEOUT, FailureCause.TIMEOUT);
        assertTold(run, "bad", "raise the package's timeout");
        Await.until("It is dead", () -> !isRunning("sleep 30011"));
    }

    @Test
    void aCommandThatFloodsIsCutInTheLogAndEnds() throws Exception {
        DeploymentRun run = run(job("head -c 100000000 /dev/zero | tr '\\0' x", new MachineListTarget("good")));
        j.assertBuildStatus(Result.SUCCESS, run);
        Path log = run.getRootDir().toPath().resolve("machines/0.log");
        assertTrue(Files.size(log) < 11 << 20, "Size of the log: " + Files.size(log));
        assertTrue(Files.readString(log).contains("the rest of it is not kept"), "The log says so");
    }

    @Test
    void aCommandThatLeavesChildrenEnds() throws Exception {
        try {
            DeploymentRun run = run(job("sleep 30012 &\necho installed", new MachineListTarget("good")));
            j.assertBuildStatus(Result.SUCCESS, run);
            assertTold(run, "good", "Processes that it left running: 1.");
            assertTrue(isRunning("sleep 30012"), "It goes on");
        } finally {
            ProcessHandle.allProcesses()
                    .filter(process -> process.info().commandLine().orElse("").contains("sleep 30012"))
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void aStopLetsTheRunningInstallationEndAndStartsNoOther() throws Exception {
        Path go = directory.resolve("go-" + name);
        DeploymentJob job = job(waitFor(go), new MachineListTarget("good\nbad"));
        job.setConcurrency(1);
        DeploymentRun run = job.scheduleBuild2(0).waitForStart();
        awaitInstalling(run, "good");
        post(run, "stop");
        Files.createFile(go);
        j.waitForCompletion(run);
        j.assertBuildStatus(Result.ABORTED, run);
        assertEnd(run, "good", MachineStatus.SUCCESS, null);
        assertEnd(run, "bad", MachineStatus.NOT_STARTED, null);
    }

    @Test
    void anAbortKillsTheRunningInstallation() throws Exception {
        DeploymentJob job = job("sleep 30013", new MachineListTarget("good\nbad"));
        job.setConcurrency(1);
        DeploymentRun run = job.scheduleBuild2(0).waitForStart();
        awaitInstalling(run, "good");
        post(run, "abort");
        j.waitForCompletion(run);
        j.assertBuildStatus(Result.ABORTED, run);
        assertEnd(run, "good", MachineStatus.KILLED, FailureCause.ABORTED);
        assertTold(run, "good", "the installation may be half done");
        assertEnd(run, "bad", MachineStatus.NOT_STARTED, null);
        Await.until("It is dead", () -> !isRunning("sleep 30013"));
    }

    @Test
    void anAbortAfterAStopKillsWhatTheStopLeft() throws Exception {
        DeploymentRun run = job("sleep 30014", new MachineListTarget("good"))
                .scheduleBuild2(0)
                .waitForStart();
        awaitInstalling(run, "good");
        post(run, "stop");
        assertTrue(run.isBuilding(), "A stop lets it run");
        post(run, "abort");
        j.waitForCompletion(run);
        assertEnd(run, "good", MachineStatus.KILLED, FailureCause.ABORTED);
        Await.until("It is dead", () -> !isRunning("sleep 30014"));
    }

    private DeploymentJob job(String command, DeploymentTarget target) throws Exception {
        return job(command, target, TestDeployments.upload(name));
    }

    private DeploymentJob job(String command, DeploymentTarget target, BinarySource source) throws Exception {
        DeploymentJob job = TestDeployments.create(name, command, target);
        job.setDeploymentPackage(
                new DeploymentPackage("tools", "1.0", source, List.of(new InstallCommand("unix", command))));
        job.save();
        return job;
    }

    private static DeploymentTarget fleet() {
        return new LabelTarget("fleet");
    }

    private static DeploymentRun run(DeploymentJob job) throws Exception {
        return job.scheduleBuild2(0).get(180, TimeUnit.SECONDS);
    }

    private static void post(DeploymentRun run, String action) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient();
        client.getPage(client.addCrumb(new org.htmlunit.WebRequest(
                new java.net.URL(j.getURL(), run.getUrl() + action), org.htmlunit.HttpMethod.POST)));
    }

    private static void awaitInstalling(DeploymentRun run, String machine) throws Exception {
        Await.until("The command runs on " + machine, () -> {
            MachineDeployment found = run.getMachine(machine);
            return found != null
                    && found.getStages().size() == 2
                    && !found.getStages().get(1).getSteps().isEmpty();
        });
    }

    private static void assertEnd(DeploymentRun run, String machine, MachineStatus status, FailureCause cause) {
        MachineProgress end = run.snapshot().machines().stream()
                .filter(progress -> progress.machine().equals(machine))
                .findFirst()
                .orElseThrow();
        assertEquals(status, end.status(), end.toString());
        assertEquals(cause, end.cause(), end.toString());
    }

    private static void assertAllFailedToSend(DeploymentRun run, MachineStatus status, FailureCause cause)
            throws Exception {
        j.assertBuildStatus(Result.FAILURE, run);
        for (String machine : List.of("good", "bad")) {
            assertEnd(run, machine, status, cause);
            String message = run.snapshot()
                    .machines()
                    .get(0)
                    .stages()
                    .get(Stage.SEND)
                    .report()
                    .message();
            assertTrue(message.matches(".*(Check|Upload|Enter|Compare).*"), message);
            assertTold(run, machine, message.substring(0, 30));
        }
    }

    /** The words stand in the machine's log, and on its page. */
    private static void assertTold(DeploymentRun run, String machine, String words) throws Exception {
        MachineProgress end = run.snapshot().machines().stream()
                .filter(progress -> progress.machine().equals(machine))
                .findFirst()
                .orElseThrow();
        String log = Files.readString(run.getRootDir().toPath().resolve("machines/" + end.ordinal() + ".log"));
        assertTrue(log.contains(words), log);
        String page =
                j.createWebClient().getPage(run, "machine/" + machine + "/").asNormalizedText();
        assertTrue(page.contains(words), page);
    }

    private static boolean hasPartial(Path root, StoredBinary binary) throws Exception {
        Path incoming = root.resolve("deployment-ledger/cache/.incoming");
        if (!Files.isDirectory(incoming)) {
            return false;
        }
        try (var files = Files.list(incoming)) {
            return files.anyMatch(file ->
                    file.getFileName().toString().startsWith(binary.sha256().substring(0, 16))
                            && file.toFile().length() > 0);
        }
    }

    private static String waitFor(Path file) {
        return "while [ ! -e '" + file + "' ]; do sleep 0.1; done";
    }

    private static boolean isRunning(String command) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").endsWith(command));
    }

    private static void assertNothingIsUnderWay() throws Exception {
        DeploymentThreads threads = DeploymentThreads.get();
        for (Executor pool : List.of(threads.workers(), threads.senders(), threads.journals(), threads.clock())) {
            ThreadPoolExecutor executor = (ThreadPoolExecutor) pool;
            Await.until(
                    "Nothing is left to do: " + executor,
                    () -> executor.getActiveCount() == 0 && executor.getQueue().isEmpty());
        }
    }

    private static List<String> threadsOfThePlugin() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(thread -> thread.startsWith("Deployment "))
                .toList();
    }
}
