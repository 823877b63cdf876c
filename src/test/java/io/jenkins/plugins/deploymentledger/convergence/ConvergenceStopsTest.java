package io.jenkins.plugins.deploymentledger.convergence;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.TaskListener;
import hudson.model.TopLevelItem;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.core.convergence.Convergence;
import io.jenkins.plugins.deploymentledger.core.convergence.MemberState;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.deployment.payload.UrlBinary;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import io.jenkins.plugins.deploymentledger.testing.Await;
import io.jenkins.plugins.deploymentledger.testing.RealAgents;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What keeps a convergence from doing harm, on real agents. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class ConvergenceStopsTest extends KeptAgents {

    @Test
    void aServerThatIsDownIsHeldAgainstNoMachine(JenkinsRule j) throws Exception {
        byte[] content = "tools".getBytes(StandardCharsets.UTF_8);
        InetSocketAddress address;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
        }
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            start(agents, "m2");
            DeploymentJob job = convergence(j);
            job.setDeploymentPackage(job.getDeploymentPackage()
                    .with(
                            null,
                            new UrlBinary("http://127.0.0.1:%d/tools".formatted(address.getPort()), sha256(content))));
            Instant now = Instant.now();

            Cycle down = look(j, job, now);

            assertEquals(Cycle.Kind.FAILED, down.kind());
            assertThat(down.problem(), containsString("127.0.0.1"));
            assertEquals(1, down.run());
            assertTrue(
                    keeping(job).content().memory().machines().values().stream()
                            .allMatch(known -> known.failures() == 0 && !known.underWay()),
                    "No machine has failed");
            assertNull(look(j, job, now.plus(Duration.ofMinutes(30))).run(), "It rests");
            assertEquals(2, look(j, job, now.plus(Duration.ofMinutes(70))).run());
            assertNull(look(j, job, now.plus(Duration.ofMinutes(110))).run(), "longer each time");

            HttpServer server = HttpServer.create(address, 0);
            server.createContext("/tools", exchange -> {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
                exchange.close();
            });
            server.start();
            try {
                look(j, job, now.plus(Duration.ofHours(3)));
                assertEquals(List.of("m1", "m2"), touched());
            } finally {
                server.stop(0);
            }
        }
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @Test
    void opposingOnesDoNothingAndSayWhy(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            DeploymentJob job = convergence(j);
            look(j, job, Instant.now());
            touched();
            DeploymentJob other = (DeploymentJob) j.jenkins.copy((TopLevelItem) job, "opposite");
            other.getDeploymentPackage().setUninstallCommands(List.of(new InstallCommand("unix", "exit 0")));
            other.setPolarity(Polarity.UNINSTALL);

            start(agents, "m2");
            other.setDeploymentTarget(new MachineListTarget("m1"));
            DetectionRule stars = new DetectionRule();
            stars.setSoftware("off*");
            other.getDeploymentPackage().setDetection(stars);

            Cycle refused = look(j, other, Instant.now());

            assertEquals(Cycle.Kind.FAILED, refused.kind());
            assertEquals(Map.of(MemberState.CONTESTED, 1), refused.counts());
            assertThat(refused.problem(), containsString("Another convergence wants otherwise on 1 machine"));
            assertThat(page(j, other), containsString("deploy wants the opposite for \"office\" on m1"));
            Files.delete(list("m1"));
            Cycle elsewhere = look(j, job, Instant.now());
            assertEquals(Map.of(MemberState.CONTESTED, 1, MemberState.MISSING, 1), elsewhere.counts());
            assertEquals(List.of("m2"), touched(), "Where nobody wants otherwise, it is kept up");
            assertThat(page(j, job), containsString("opposite wants the opposite for \"off*\" on m1"));

            // Who may not know of the other is told no name of it.
            j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                    .grant(Jenkins.ADMINISTER)
                    .everywhere()
                    .to("ana")
                    .grant(Jenkins.READ)
                    .everywhere()
                    .to("ben")
                    .grant(Item.READ)
                    .onItems(job)
                    .to("ben"));
            String hidden =
                    j.createWebClient().login("ben").getPage(job, "convergence").asNormalizedText();
            assertThat(hidden, containsString("Another convergence, which you may not see,"));
            assertThat(hidden, not(containsString("opposite wants")));
            assertThat(
                    Files.readString(job.getRootDir().toPath().resolve("convergence.json")),
                    containsString("CONTESTED"));
            assertTrue(keeping(job).content().cycles().stream()
                    .noneMatch(cycle -> String.valueOf(cycle.problem()).contains("opposite")));
        }
    }

    /** What does nothing itself must keep nobody from anything. */
    @Test
    void oneThatDoesNothingContestsNothing(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            DeploymentJob job = convergence(j);
            DeploymentJob other = (DeploymentJob) j.jenkins.copy((TopLevelItem) job, "opposite");
            other.getDeploymentPackage().setUninstallCommands(List.of(new InstallCommand("unix", "exit 0")));
            other.setPolarity(Polarity.UNINSTALL);
            Set<String> mine = Set.of("m1");
            DeploymentPackage sought = job.getDeploymentPackage();
            ConvergenceProperty property = other.getProperty(ConvergenceProperty.class);
            assertEquals(1, contradictions(job, sought, mine));
            property.setDryRun(true);
            assertEquals(0, contradictions(job, sought, mine));
            property.setDryRun(false);
            property.setOwner(null);
            assertEquals(0, contradictions(job, sought, mine));
            property.setOwner("ana");
            keeping(other).changeMemory(Convergence::pause);
            assertEquals(0, contradictions(job, sought, mine));
            keeping(other).changeMemory(Convergence::resume);
            assertEquals(1, contradictions(job, sought, mine));

            property.setDryRun(true);
            look(j, job, Instant.now());
            assertEquals(List.of("m1"), touched());
        }
    }

    private static int contradictions(DeploymentJob job, DeploymentPackage sought, Set<String> machines)
            throws Exception {
        return new Neighbours(job)
                .contradictions(sought, machines, Instant.now())
                .size();
    }

    /** Somebody who stops a run does not want the next one. */
    @Test
    void aRunThatIsStoppedIsFollowedByNoOtherThoughAPipelineWaits(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            start(agents, "m2");
            DeploymentJob job = convergence(j);
            job.setDeploymentPackage(
                    withCommand(job, "echo $DEPLOYMENT_MACHINE >> '%s/touched'\nsleep 120\n".formatted(directory)));
            WorkflowJob pipeline = j.createProject(WorkflowJob.class);
            pipeline.setDefinition(new CpsFlowDefinition("converge 'deploy'", true));
            WorkflowRun waiting = pipeline.scheduleBuild2(0).waitForStart();
            Await.until("It runs", () -> Files.exists(directory.resolve("touched")));
            DeploymentRun run = job.getLastBuild();
            run.stop("ben", true);
            Await.until("It has ended", () -> !run.isBuilding());
            Await.until(
                    "The step was told", () -> keeping(job).content().cycles().size() == 2);
            ExtensionList.lookupSingleton(ConvergenceKeeper.class).execute(TaskListener.NULL);

            Convergence.Memory memory = keeping(job).content().memory();
            assertEquals(2, job.getNextBuildNumber(), "No other run");
            assertEquals(1, memory.setbacks());
            // Not until all is idle, since the pipeline still waits.
            keeping(job).look(Instant.now().plus(Duration.ofMinutes(30)), Reason.ROUND);
            Cycle resting = keeping(job).content().cycles().get(0);
            assertThat(resting.problem(), containsString("was stopped"));
            assertTrue(waiting.isBuilding(), "It still waits");
            waiting.doStop();
            j.waitForCompletion(waiting);
        }
    }

    @Test
    void aHashThatIsWrongAtTheSourceIsHeldAgainstNoMachine(JenkinsRule j) throws Exception {
        byte[] content = "another".getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/tools", exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            start(agents, "m2");
            DeploymentJob job = convergence(j);
            String url =
                    "http://127.0.0.1:%d/tools".formatted(server.getAddress().getPort());
            job.setDeploymentPackage(job.getDeploymentPackage().with(null, new UrlBinary(url, "ab".repeat(32))));

            Cycle wrong = look(j, job, Instant.now());

            assertEquals(Cycle.Kind.FAILED, wrong.kind());
            Convergence.Memory memory = keeping(job).content().memory();
            assertEquals(1, memory.setbacks(), "The whole rests");
            assertTrue(memory.machines().values().stream().allMatch(known -> known.failures() == 0));
        } finally {
            server.stop(0);
        }
    }

    /** What is saved during a look counts for it. */
    @Test
    void onlyTellThatIsSavedDuringALookIsHeeded(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            DeploymentJob job = convergence(j);
            Keeping stale = keeping(job);
            ConvergenceProperty saved = new ConvergenceProperty();
            saved.setOwner("ana");
            saved.setDryRun(true);
            job.removeProperty(ConvergenceProperty.class);
            job.addProperty(saved);

            stale.look(Instant.now(), Reason.ROUND);
            j.waitUntilNoActivity();

            assertEquals(
                    Cycle.Kind.WOULD_CHANGE,
                    keeping(job).content().cycles().get(0).kind());
            assertNull(job.getLastBuild());
        }
    }

    @Test
    void whatPausesTheWholeIsInTheTrailAndResumeForgetsNoFailure(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            for (int i = 1; i <= 5; i++) {
                start(agents, "m" + i);
            }
            DeploymentJob job = convergence(j);
            job.setDeploymentPackage(withCommand(job, "exit 1"));

            look(j, job, Instant.now());

            assertTrue(keeping(job).content().memory().paused());
            assertEquals(1, TestTrail.since(0, "convergence.paused").size(), "The trail tells");
            JenkinsRule.WebClient client = j.createWebClient();
            client.getPage(
                    new WebRequest(client.createCrumbedUrl(job.getUrl() + "convergence/resume"), HttpMethod.POST));
            Convergence.Memory memory = keeping(job).content().memory();
            assertFalse(memory.paused());
            assertTrue(memory.machines().values().stream().allMatch(known -> known.failures() == 1));
        }
    }

    @Test
    void oneWithAnotherVersionDoesNothingEither(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            DeploymentJob job = convergence(j);
            DeploymentJob newer = (DeploymentJob) j.jenkins.copy((TopLevelItem) job, "newer");
            newer.setDeploymentPackage(newer.getDeploymentPackage().with("2.0", null));

            look(j, newer, Instant.now());
            assertThat(
                    page(j, newer),
                    containsString("deploy wants version 1.0 of \"office\" on m1, and this one another"));
            look(j, job, Instant.now());
            assertThat(page(j, job), containsString("newer wants version 2.0"));
            assertEquals(List.of(), touched());

            newer.makeDisabled(true);
            look(j, job, Instant.now());
            assertEquals(List.of("m1"), touched());
        }
    }

    @Test
    void allTogetherTryNoMoreThanTheCeiling(JenkinsRule j) throws Exception {
        String ceiling = "io.jenkins.plugins.deploymentledger.convergenceMachinesPerHour";
        System.setProperty(ceiling, "1");
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            start(agents, "m2");
            DeploymentJob job = convergence(j);
            assertEquals(1, look(j, job, Instant.now()).due());
            assertEquals(1, touched().size());
            DeploymentJob other = (DeploymentJob) j.jenkins.copy((TopLevelItem) job, "other");
            assertEquals(0, look(j, other, Instant.now()).due());
        } finally {
            System.clearProperty(ceiling);
        }
    }

    @Test
    void nothingIsLaunchedWithoutAnOwnerOrInADryRun(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            DeploymentJob job = convergence(j);
            ConvergenceProperty property = job.getProperty(ConvergenceProperty.class);
            property.setDryRun(true);
            Cycle dry = look(j, job, Instant.now());
            assertEquals(Cycle.Kind.WOULD_CHANGE, dry.kind());

            property.setDryRun(false);
            property.setOwner("nobody");
            Cycle refused = look(j, job, Instant.now());
            assertEquals(Cycle.Kind.FAILED, refused.kind());
            assertThat(refused.problem(), containsString("Job/Build"));
            // What was seen before stays, with its date.
            assertEquals(dry.counts(), Map.of(MemberState.MISSING, 1));
            assertEquals(1, ConvergenceSummary.of(job).orElseThrow().parts().size());
            String page = page(j, job);
            assertThat(page, containsString("0 % converged when the machines were last seen:"));
            assertThat(page, containsString("missing 1"));
            assertThat(
                    j.createWebClient()
                            .goTo(job.getUrl() + "convergence/members/", "application/json")
                            .getWebResponse()
                            .getContentAsString(),
                    containsString("\"lookedAt\":\"" + Instant.ofEpochMilli(dry.at()) + "\""));

            assertNull(job.getLastBuild());
            assertFalse(Files.exists(directory.resolve("touched")));
        }
    }
}
