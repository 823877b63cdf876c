package io.jenkins.plugins.deploymentledger.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller that is shut down, or dies, while an install command runs on a real agent. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class RestartTest {

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension().withPort(freePort());

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path directory;

    @Test
    void anInstallationOutlivesAControllerThatDies() throws Throwable {
        goesOnAfter(jenkins::stopJenkinsForcibly);
    }

    @Test
    void anInstallationOutlivesAControllerThatIsShutDown() throws Throwable {
        goesOnAfter(jenkins::stopJenkins);
    }

    private interface Stop {
        void run() throws Throwable;
    }

    private void goesOnAfter(Stop stop) throws Throwable {
        Path go = directory.resolve("go");
        Path runs = directory.resolve("runs");
        jenkins.startJenkins();
        agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder()
                        .name("m1")
                        .label("fleet")
                        .webSocket()
                        .build());
        String command = "echo begun >> '%s'\nwhile [ ! -e '%s' ]; do sleep 0.1; done\necho ended >> '%s'"
                .formatted(runs, go, runs);
        jenkins.runRemotely(RestartTest::begin, command);

        stop.run();
        Files.createFile(go);
        jenkins.startJenkins();

        jenkins.runRemotely(RestartTest::checkEnd);
        assertEquals(List.of("begun", "ended"), Files.readAllLines(runs), "The command ran exactly once");
        jenkins.runRemotely(RestartTest::checkNext);
    }

    private static void begin(JenkinsRule j, String command) throws Throwable {
        DeploymentJob job = TestDeployments.create("deploy", command, new LabelTarget("fleet"));
        DeploymentRun run = job.scheduleBuild2(0).waitForStart();
        await(() -> isInstalling(run));
    }

    /** Whether the install command has been started: the second stage tells its first step. */
    private static boolean isInstalling(DeploymentRun run) {
        MachineDeployment machine = run.getMachine("m1");
        return machine != null
                && machine.getStages().size() == 2
                && !machine.getStages().get(1).getSteps().isEmpty();
    }

    private static void checkEnd(JenkinsRule j) throws Throwable {
        DeploymentJob job = Jenkins.get().getItemByFullName("deploy", DeploymentJob.class);
        assertNotNull(job);
        DeploymentRun run = job.getBuildByNumber(1);
        assertNotNull(run);
        j.waitForCompletion(run);
        j.assertBuildStatus(Result.SUCCESS, run);
        assertEquals(MachineStatus.SUCCESS, run.snapshot().machines().get(0).status());
        j.assertLogContains("Jenkins was restarted: the deployment goes on.", run);
    }

    /** The interrupted run has left the queue, so that the next one is not held up by it. */
    private static void checkNext(JenkinsRule j) throws Throwable {
        DeploymentJob job = Jenkins.get().getItemByFullName("deploy", DeploymentJob.class);
        assertNotNull(job);
        assertEquals(2, j.assertBuildStatusSuccess(job.scheduleBuild2(0)).getNumber());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "Did not happen within a minute");
            Thread.sleep(50);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
