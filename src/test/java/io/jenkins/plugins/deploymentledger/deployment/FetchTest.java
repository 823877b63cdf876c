package io.jenkins.plugins.deploymentledger.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.deployment.payload.UrlBinary;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jenkins.util.SystemProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What happens before any machine begins: the binary is fetched from a server that does not always do its part. */
@WithJenkins
@Timeout(120)
class FetchTest {

    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private static final String STALL = "io.jenkins.plugins.deploymentledger.downloadStallSeconds";

    private final CountDownLatch asked = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/stalls", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(new byte[100]);
            exchange.getResponseBody().flush();
            asked.countDown();
        });
        server.createContext("/hello", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("hello".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        threads.shutdownNow();
        System.clearProperty(STALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "abort"})
    void aRunIsStoppedWhileItsBinaryIsFetched(String action, JenkinsRule j) throws Exception {
        DeploymentRun run = job(j, "/stalls", HELLO).scheduleBuild2(0).waitForStart();
        assertTrue(asked.await(30, TimeUnit.SECONDS), "The server is asked");
        assertTrue(
                j.createWebClient().getPage(run).asNormalizedText().contains("Preparing: the binary is being fetched"),
                "The page says what takes so long");

        j.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .getPage(j.createWebClient()
                        .addCrumb(new org.htmlunit.WebRequest(
                                new java.net.URL(j.getURL(), run.getUrl() + action), org.htmlunit.HttpMethod.POST)));

        j.waitForCompletion(run);
        j.assertBuildStatus(Result.ABORTED, run);
        assertEquals(List.of(), kept(j), "What had come is gone");
    }

    @Test
    void aServerThatFallsSilentFailsTheMachines(JenkinsRule j) throws Exception {
        System.setProperty(STALL, "1");
        assertEquals(1, SystemProperties.getInteger(STALL, 120));

        DeploymentRun run = job(j, "/stalls", HELLO).scheduleBuild2(0).get();

        j.assertBuildStatus(Result.FAILURE, run);
        assertEquals(MachineStatus.SEND_FAILED, run.snapshot().machines().get(0).status());
        j.assertLogContains("nothing has come for 1 seconds", run);
        assertEquals(List.of(), kept(j));
    }

    @Test
    void contentThatIsNotTheAnnouncedOneIsNotKept(JenkinsRule j) throws Exception {
        DeploymentRun run =
                job(j, "/hello?token=s3cret", "0".repeat(64)).scheduleBuild2(0).get();

        j.assertBuildStatus(Result.FAILURE, run);
        assertEquals(
                MachineStatus.HASH_MISMATCH, run.snapshot().machines().get(0).status());
        assertEquals(List.of(), kept(j));
        j.assertLogContains(HELLO, run);
        j.assertLogNotContains("s3cret", run);
        assertFalse(j.createWebClient().getPage(run).asXml().contains("s3cret"), "The page shows no query");
    }

    @Test
    void parametersAndTheNameOfTheRunAreInTheEnvironment(JenkinsRule j) throws Exception {
        DeploymentJob job = job(j, "/hello", HELLO);
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("REASON", "none")));
        j.waitOnline((hudson.model.Slave) j.jenkins.getNode("m1"));

        DeploymentRun run = job.scheduleBuild2(0, new ParametersAction(new StringParameterValue("REASON", "a 'b'")))
                .get();

        j.assertBuildStatusSuccess(run);
        assertTrue(
                Files.readString(run.getRootDir().toPath().resolve("machines/0.log"))
                        .contains("for a 'b' in deploy#1"),
                "The log of the machine");
    }

    private DeploymentJob job(JenkinsRule j, String path, String sha256) throws Exception {
        j.createSlave("m1", "fleet", null);
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
        DeploymentJob job = j.createProject(DeploymentJob.class, "deploy");
        job.setDeploymentPackage(new DeploymentPackage(
                "tools",
                "1.0",
                new UrlBinary(url, sha256),
                List.of(new InstallCommand("unix", "echo \"for $REASON in $DEPLOYMENT_RUN\""))));
        job.setDeploymentTarget(new MachineListTarget("m1"));
        job.save();
        return job;
    }

    private static List<Path> kept(JenkinsRule j) throws Exception {
        try (Stream<Path> files = Files.walk(
                j.jenkins.getRootDir().toPath().resolve("deployment-ledger").resolve("content"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
