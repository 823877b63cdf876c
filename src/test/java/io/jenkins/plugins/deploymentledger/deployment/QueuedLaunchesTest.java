package io.jenkins.plugins.deploymentledger.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Action;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Label;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.triggers.TimerTrigger;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    /** What a killed controller has: a queue as it was before its newest run left it. */
    @Test
    void whatBecameARunAndComesBackIntoTheQueueIsNotDoneAgain(JenkinsRule j, @TempDir Path directory) throws Exception {
        Path marks = directory.resolve("marks");
        j.createOnlineSlave(Label.get("m"));
        DeploymentJob job = TestDeployments.create("deploy", "echo done >> '" + marks + "'", new LabelTarget("m"));
        j.jenkins.doQuietDown();
        launch(job, new Cause.UserIdCause("ana"), null);
        Queue.getInstance().save();
        Path kept = directory.resolve("queue.xml");
        Path queue = j.jenkins.getRootDir().toPath().resolve("queue.xml");
        Files.copy(queue, kept);
        j.jenkins.doCancelQuietDown();
        j.waitUntilNoActivity();
        assertEquals(1, Files.readAllLines(marks).size());

        j.jenkins.doQuietDown();
        Files.copy(kept, queue, StandardCopyOption.REPLACE_EXISTING);
        Queue.getInstance().load();
        assertEquals(1, Queue.getInstance().getItems(job).size());
        RestoredLaunches.drop();
        assertEquals(0, Queue.getInstance().getItems(job).size(), "What the start of Jenkins finds");

        Files.copy(kept, queue, StandardCopyOption.REPLACE_EXISTING);
        Queue.getInstance().load();
        j.jenkins.doCancelQuietDown();
        j.waitUntilNoActivity();
        j.assertBuildStatus(Result.NOT_BUILT, job.getLastBuild());
        j.assertLogContains("this launch has become #1 already", job.getLastBuild());
        assertEquals(1, Files.readAllLines(marks).size(), "What begins before Jenkins has looked");

        launch(job, new Cause.UserIdCause("ana"), null);
        j.waitUntilNoActivity();
        j.assertBuildStatusSuccess(job.getLastBuild());
        assertEquals(2, Files.readAllLines(marks).size(), "A launch of its own");
    }

    private static void launch(DeploymentJob job, Cause cause, DeploymentTarget target) {
        Action[] actions = target == null
                ? new Action[] {new CauseAction(cause)}
                : new Action[] {new CauseAction(cause), new LaunchOverrides().withTarget(target)};
        job.scheduleBuild2(0, actions);
    }
}
