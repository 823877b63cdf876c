package io.jenkins.plugins.deploymentledger.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import hudson.model.Result;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.deployment.payload.UrlBinary;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

    @Test
    void aRunThatNobodyNotedIsFoundWhenItIsLoaded() throws Throwable {
        goesOnAfter(() -> {
            jenkins.stopJenkinsForcibly();
            Files.delete(jenkins.getHome().toPath().resolve("deployment-ledger/active-runs.xml"));
        });
    }

    @Test
    void aRunWhoseBinaryWasBeingFetchedBeginsAnew() throws Throwable {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicBoolean answers = new AtomicBoolean();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            asked.countDown();
            if (answers.get()) {
                exchange.getResponseBody().write("hello".getBytes(StandardCharsets.UTF_8));
                exchange.close();
            } else {
                exchange.getResponseBody().flush();
            }
        });
        server.start();
        try {
            jenkins.startJenkins();
            agents.createAgent(
                    jenkins,
                    InboundAgentExtension.Options.newBuilder()
                            .name("m1")
                            .label("fleet")
                            .webSocket()
                            .build());
            jenkins.runRemotely(
                    RestartTest::beginFetching,
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/tools.txt");
            assertTrue(asked.await(60, TimeUnit.SECONDS), "The binary is asked for");

            jenkins.stopJenkinsForcibly();
            answers.set(true);
            jenkins.startJenkins();

            jenkins.runRemotely(RestartTest::checkEnd);
        } finally {
            server.stop(0);
        }
    }

    private static void beginFetching(JenkinsRule j, String url) throws Throwable {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("fleet"));
        job.setDeploymentPackage(new DeploymentPackage(
                "tools",
                "1.0",
                new UrlBinary(url, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"),
                List.of(new InstallCommand("unix", "exit 0"))));
        job.save();
        job.scheduleBuild2(0).waitForStart();
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
        Await.until("The installation has begun", () -> isInstalling(run));
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

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
