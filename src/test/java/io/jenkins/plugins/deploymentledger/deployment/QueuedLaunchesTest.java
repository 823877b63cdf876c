package io.jenkins.plugins.deploymentledger.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Action;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Queue;
import hudson.triggers.TimerTrigger;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Launches of one deployment that wait in Jenkins' queue together. */
@WithJenkins
class QueuedLaunchesTest {

    @Test
    void whatAsksForOtherMachinesOrComesFromSomebodyElseIsARunOfItsOwn(JenkinsRule j) throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("none"));
        j.jenkins.doQuietDown();
        launch(job, new Cause.UserIdCause("ana"), null);
        launch(job, new Cause.UserIdCause("ana"), null);
        launch(job, new Cause.UserIdCause("ben"), null);
        launch(job, new Cause.UserIdCause("ana"), new LabelTarget("one"));
        launch(job, new Cause.UserIdCause("ana"), new LabelTarget("one"));
        launch(job, new Cause.UserIdCause("ana"), new LabelTarget("two"));
        launch(job, new Cause.UserIdCause("ana"), new MachineListTarget("one"));
        launch(job, new TimerTrigger.TimerTriggerCause(), null);
        launch(job, new TimerTrigger.TimerTriggerCause(), null);

        assertEquals(6, Queue.getInstance().getItems(job).size());
        j.jenkins.doCancelQuietDown();
        j.waitUntilNoActivity();

        List<DeploymentRun> runs =
                StreamSupport.stream(job.getBuilds().spliterator(), false).toList();
        assertEquals(6, runs.size());
        for (String owner : List.of("ana", "ben")) {
            assertTrue(
                    runs.stream()
                            .filter(run -> run.getAction(LaunchOverrides.class) == null)
                            .anyMatch(run -> run.getCause(Cause.UserIdCause.class) != null
                                    && owner.equals(run.getCause(Cause.UserIdCause.class)
                                            .getUserId())),
                    owner);
        }
    }

    private static void launch(DeploymentJob job, Cause cause, DeploymentTarget target) {
        Action[] actions = target == null
                ? new Action[] {new CauseAction(cause)}
                : new Action[] {new CauseAction(cause), new LaunchOverrides().withTarget(target)};
        job.scheduleBuild2(0, actions);
    }
}
