package io.jenkins.plugins.deploymentledger.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.JNLPLauncher;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.OfflinePolicy;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutSnapshot;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import io.jenkins.plugins.deploymentledger.testing.Await;
import io.jenkins.plugins.deploymentledger.testing.RealAgents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The rules of a deployment, on real agents. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class RolloutOnAgentsTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path directory;

    @Test
    @WithJenkins
    void aFailedInstallationIsTriedAgainAndEachTryIsToldApart(JenkinsRule j) throws Exception {
        Path tries = directory.resolve("tries");
        DeploymentOptions options = new DeploymentOptions();
        options.setExecuteRetries(2);
        options.setRetryDelaySeconds(1);
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "fleet", "m1")) {
            DeploymentJob job = TestDeployments.create(
                    "deploy",
                    "echo try $DEPLOYMENT_ATTEMPT | tee -a '%s'\n[ $DEPLOYMENT_ATTEMPT = 3 ]".formatted(tries),
                    new MachineListTarget("m1"));
            job.setOptions(options);

            DeploymentRun run = job.scheduleBuild2(0).get();

            j.assertBuildStatus(Result.SUCCESS, run);
            assertEquals(List.of("try 1", "try 2", "try 3"), Files.readAllLines(tries));
            assertEquals(
                    3,
                    run.snapshot().machines().get(0).stages().get(Stage.EXECUTE).attempt());
            String log = Files.readString(RunFiles.of(run).machines().resolve("0.log"));
            assertEquals(
                    List.of("try 1", "try 2", "try 3"),
                    log.lines().filter(line -> line.startsWith("try")).toList());
            try (var left = Files.list(agents.root("m1").resolve("deployment-ledger/runs"))) {
                assertEquals(List.of(), left.toList(), "What an attempt leaves on the machine");
            }
        }
    }

    @Test
    @WithJenkins
    void aFailedCanaryKeepsTheOthersFromHarm(JenkinsRule j) throws Exception {
        Path touched = directory.resolve("touched");
        DeploymentOptions options = new DeploymentOptions();
        options.setBatches("1, 100%");
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "fleet", "m1", "m2")) {
            DeploymentJob job = TestDeployments.create(
                    "deploy",
                    "echo $DEPLOYMENT_MACHINE >> '%s'; exit 4".formatted(touched),
                    new MachineListTarget("m1\nm2"));
            job.setOptions(options);

            DeploymentRun run = job.scheduleBuild2(0).get();

            j.assertBuildStatus(Result.FAILURE, run);
            assertEquals(List.of("m1"), Files.readAllLines(touched));
            assertEquals(MachineStatus.SKIPPED_AFTER_FAILURES, statusOf(run, 1));
            j.assertLogContains("Nothing further was begun", run);
        }
    }

    @Test
    @WithJenkins
    void anInstallationThatTheMachineDoesNotShowIsNoSuccess(JenkinsRule j) throws Exception {
        DetectionRule rule = new DetectionRule();
        rule.setFile("installed");
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "fleet", "m1", "m2")) {
            DeploymentJob job = TestDeployments.create(
                    "deploy",
                    "[ $DEPLOYMENT_MACHINE = m2 ] || touch \"$DEPLOYMENT_AGENT_ROOT/installed\"",
                    new MachineListTarget("m1\nm2"));
            job.getDeploymentPackage().setDetection(rule);

            DeploymentRun run = job.scheduleBuild2(0).get();

            j.assertBuildStatus(Result.UNSTABLE, run);
            assertEquals(MachineStatus.SUCCESS, statusOf(run, 0));
            assertEquals(MachineStatus.NOT_DETECTED, statusOf(run, 1));
        }
    }

    @Test
    void whoWaitsForAnAgentWaitsOverARestartAndBeginsWhenItComes() throws Throwable {
        sessions.then(j -> {
            j.jenkins.addNode(new DumbSlave("m1", directory.resolve("m1").toString(), new JNLPLauncher()));
            DeploymentOptions options = new DeploymentOptions();
            options.setOffline(OfflinePolicy.WAIT);
            options.setEndAfterHours(24);
            DeploymentJob job = TestDeployments.create("deploy", "exit 0", new MachineListTarget("m1"));
            job.setOptions(options);
            job.setReconnectMinutes(0);
            job.save();
            DeploymentRun run = job.scheduleBuild2(0).waitForStart();
            Await.until("The machine waits", () -> isWaiting(run));
        });
        sessions.then(j -> {
            DeploymentRun run =
                    j.jenkins.getItemByFullName("deploy", DeploymentJob.class).getLastBuild();
            Await.until("The machine waits again", () -> isWaiting(run));
            j.jenkins.removeNode(j.jenkins.getNode("m1"));
            try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "fleet", "m1")) {
                j.assertBuildStatusSuccess(j.waitForCompletion(run));
            }
        });
    }

    private static boolean isWaiting(DeploymentRun run) {
        RolloutSnapshot snapshot = run.snapshot();
        return !snapshot.machines().isEmpty() && snapshot.machines().get(0).status() == MachineStatus.WAITING_ONLINE;
    }

    private static MachineStatus statusOf(DeploymentRun run, int ordinal) {
        return run.snapshot().machines().get(ordinal).status();
    }
}
