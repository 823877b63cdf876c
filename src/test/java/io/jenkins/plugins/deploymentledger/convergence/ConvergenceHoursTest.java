package io.jenkins.plugins.deploymentledger.convergence;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import hudson.model.Items;
import io.jenkins.plugins.deploymentledger.core.convergence.MemberState;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentOptions;
import io.jenkins.plugins.deploymentledger.deployment.StandingOrder;
import io.jenkins.plugins.deploymentledger.testing.RealAgents;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A convergence whose runs may begin only at some hours of the day. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class ConvergenceHoursTest extends KeptAgents {

    @Test
    void aFileMayLeaveOutWhatIsAsByDefault(JenkinsRule j) {
        ConvergenceProperty read =
                (ConvergenceProperty) Items.XSTREAM2.fromXML("<" + ConvergenceProperty.class.getName() + "/>");

        ConvergenceProperty usual = new ConvergenceProperty();
        assertEquals(usual.getEveryHours(), read.getEveryHours());
        assertEquals(usual.getMostFailures(), read.getMostFailures());
        assertEquals(usual.getMostPerHour(), read.getMostPerHour());
    }

    @Test
    void hoursThatNeverComeBeforeTheEndAreRefused(JenkinsRule j) throws Exception {
        DeploymentJob job = convergence(j);
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        DeploymentOptions options = new DeploymentOptions();
        options.setTimeZone("UTC");
        options.setHours("%02d:00-%02d:00"
                .formatted(now.plusHours(5).getHour(), now.plusHours(6).getHour()));
        job.setOptions(options);
        ConvergenceProperty property = job.getProperty(ConvergenceProperty.class);
        property.setTimeZone("UTC");
        property.setExpireAt(StandingOrder.text(now.plusHours(2).toInstant(), ZoneOffset.UTC));
        job.save();

        HtmlForm form = j.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .login("admin")
                .getPage(job, "configure")
                .getFormByName("config");
        HtmlPage answer = j.submit(form);
        assertEquals(400, answer.getWebResponse().getStatusCode());
        assertThat(answer.asNormalizedText(), containsString("nothing would ever begin"));
        Cycle refused = look(j, job, now.toInstant());
        assertEquals(Cycle.Kind.FAILED, refused.kind());
        assertThat(refused.problem(), containsString("nothing would ever begin"));
    }

    /** Hours that are not now, and an end of each run before them: that is the case every day, and waits for the night. */
    @Test
    void whatWouldEndBeforeItsHoursWaitsForThem(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            DeploymentJob job = convergence(j);
            Instant now = Instant.now();
            ZonedDateTime clock = now.atZone(ZoneOffset.UTC);
            DeploymentOptions options = new DeploymentOptions();
            options.setTimeZone("UTC");
            options.setHours("%02d:00-%02d:00"
                    .formatted(clock.plusHours(5).getHour(), clock.plusHours(8).getHour()));
            options.setEndAfterHours(2);
            job.setOptions(options);

            Cycle waits = look(j, job, now);

            assertEquals(Cycle.Kind.UNCHANGED, waits.kind());
            assertThat(waits.problem(), containsString("1 machine waits for them"));
            assertEquals(Map.of(MemberState.MISSING, 1), waits.counts());
            assertNull(job.getLastBuild());
            j.configRoundtrip(job);
            job.getProperty(ConvergenceProperty.class).setOwner("ana");

            job.setOptions(null);
            look(j, job, now.plus(Duration.ofMinutes(1)));
            assertEquals(List.of("m1"), touched());
        }
    }
}
