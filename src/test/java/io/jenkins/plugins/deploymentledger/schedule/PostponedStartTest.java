package io.jenkins.plugins.deploymentledger.schedule;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import hudson.model.Action;
import hudson.model.Queue;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.StandingOrder;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.testing.SilentRealm;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A scheduled start never vanishes without a word, whatever is down. */
@WithJenkins
class PostponedStartTest {

    private static final Instant AT = Instant.now().plusSeconds(86_400).truncatedTo(ChronoUnit.MINUTES);

    private JenkinsRule j;
    private SilentRealm realm;
    private DeploymentJob job;

    @BeforeEach
    void schedule(JenkinsRule rule) throws Exception {
        j = rule;
        realm = new SilentRealm();
        j.jenkins.setSecurityRealm(realm);
        job = scheduled("deploy");
    }

    private static DeploymentJob scheduled(String name) throws Exception {
        DeploymentJob made = TestDeployments.create(name, "exit 0", new LabelTarget("none"));
        LaunchSchedule schedule = new LaunchSchedule();
        schedule.setStartAt(StandingOrder.text(AT, ZoneId.systemDefault()));
        schedule.setOwner(User.getById("ben", true).getId());
        made.addProperty(schedule);
        lookAt(made, Instant.now());
        return made;
    }

    private static void lookAt(DeploymentJob which, Instant now) {
        LaunchClock.look(which, which.getProperty(LaunchSchedule.class), now);
    }

    @Test
    void aStartWaitsUntilTheSecurityRealmAnswers() throws Exception {
        realm.silence(true);
        lookAt(job, AT);
        lookAt(job, AT.plusSeconds(60));
        j.waitUntilNoActivity();
        assertNull(job.getLastBuild());
        assertNull(DealtWith.refusal(job, job.getProperty(LaunchSchedule.class)), "It only waits");

        realm.silence(false);
        lookAt(job, AT.plusSeconds(120));
        j.waitUntilNoActivity();
        assertNotNull(job.getLastBuild());
        lookAt(job, AT.plusSeconds(180));
        j.waitUntilNoActivity();
        assertEquals(1, job.getLastBuild().getNumber());
    }

    @Test
    void whatWaitedTooLongIsMissedAndSaysSo() throws Exception {
        realm.silence(true);
        lookAt(job, AT);
        lookAt(job, AT.plusSeconds(400));
        assertNull(job.getLastBuild());
        assertEquals(1, TestTrail.since(0, "schedule.refused").size());
        assertNotNull(DealtWith.refusal(job, job.getProperty(LaunchSchedule.class)));
    }

    @Test
    void whatIsNotTakenIntoTheQueueSaysSo() throws Exception {
        Refusing.of = job.getName();
        try {
            lookAt(job, AT);
        } finally {
            Refusing.of = null;
        }
        j.waitUntilNoActivity();
        assertNull(job.getLastBuild());
        assertThat(DealtWith.refusal(job, job.getProperty(LaunchSchedule.class)), containsString("No room for deploy"));
        assertEquals(1, TestTrail.since(0, "schedule.refused").size());
    }

    /** Another plugin that fails where it is to decide. */
    @TestExtension("whatIsNotTakenIntoTheQueueSaysSo")
    public static final class Refusing extends Queue.QueueDecisionHandler {

        static volatile String of;

        @Override
        public boolean shouldSchedule(Queue.Task task, List<Action> actions) {
            if (task.getName().equals(of)) {
                throw new IllegalStateException("No room for " + of);
            }
            return true;
        }
    }
}
