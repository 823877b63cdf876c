package io.jenkins.plugins.deploymentledger.deployment;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.model.Result;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentledger.core.rollout.OfflinePolicy;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.schedule.LaunchSchedule;
import java.time.Instant;
import java.util.List;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** How the rules of a deployment are configured, and what is refused. */
@WithJenkins
class DeploymentOptionsTest {

    private static DeploymentOptions everything() {
        DeploymentOptions options = new DeploymentOptions();
        options.setBatches("1, 10%, 50%");
        options.setMaxFailures("5%");
        options.setSuccessThreshold(90);
        options.setOffline(OfflinePolicy.WAIT);
        options.setEndAfterHours(48);
        options.setHours("20:00-06:00");
        options.setTimeZone("Europe/Paris");
        options.setSendRetries(3);
        options.setExecuteRetries(2);
        options.setInventoryRetries(1);
        options.setRetryDelaySeconds(30);
        return options;
    }

    @Test
    void formAndXmlKeepEverything(JenkinsRule j) throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("any"));
        job.setOptions(everything());

        DeploymentJob saved = j.configRoundtrip(job);
        j.assertEqualDataBoundBeans(everything(), saved.getOptions());

        job.doReload();
        j.assertEqualDataBoundBeans(everything(), job.getOptions());
    }

    @Test
    void whatIsNotSaidIsAsBefore(JenkinsRule j) throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("any"));

        j.assertEqualDataBoundBeans(
                new DeploymentOptions(), j.configRoundtrip(job).getOptions());
    }

    @Test
    void theFormRefusesWhatCannotBeAndChangesNothing(JenkinsRule j) throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("any"));
        job.setOptions(everything());
        job.save();
        List<Refused> table = List.of(
                new Refused("batches", "1, 150%", "\"150%\" does not fit"),
                new Refused("batches", "20%, 10%", "\"10%\" does not fit"),
                new Refused("maxFailures", "many", "\"many\" cannot be read"),
                new Refused("hours", "20:00-20:00", "\"20:00-20:00\" cannot be read"),
                new Refused("successThreshold", "0", "it must be a whole number from 1 to 100"),
                new Refused("endAfterHours", "10000", "it must be a whole number from 0 to 720"));
        for (Refused row : table) {
            HtmlPage page = j.createWebClient().getPage(job, "configure");
            HtmlForm form = page.getFormByName("config");
            form.getInputByName("_." + row.field).setValue(row.value);

            FailingHttpStatusCodeException refused =
                    assertThrows(FailingHttpStatusCodeException.class, () -> j.submit(form), row.value);

            assertEquals(400, refused.getStatusCode());
            assertThat(refused.getResponse().getContentAsString().replace("&quot;", "\""), containsString(row.reason));
            j.assertEqualDataBoundBeans(everything(), job.getOptions());
        }
    }

    @Test
    void aRefusedFormLeavesTheScheduleTheTriggersAndTheDescriptionToo(JenkinsRule j) throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("any"));
        LaunchSchedule schedule = new LaunchSchedule();
        schedule.setCron("0 2 * * 6");
        schedule.setTimeZone("Europe/Paris");
        job.addProperty(schedule);
        job.setDescription("as it was");
        HtmlForm form = j.createWebClient().getPage(job, "configure").getFormByName("config");
        form.getTextAreaByName("description").setText("otherwise");
        form.getInputByName("_.cron").setValue("0 3 * * 6");
        form.getInputByName("_.batches").setValue("1, 150%");

        assertThrows(FailingHttpStatusCodeException.class, () -> j.submit(form));

        assertEquals("0 2 * * 6", job.getProperty(LaunchSchedule.class).getCron());
        assertEquals("as it was", job.getDescription());
    }

    private record Refused(String field, String value, String reason) {}

    @Test
    void theFormRefusesToWaitWithoutAnEnd(JenkinsRule j) {
        OptionChecks checks = j.jenkins.getDescriptorByType(DeploymentOptions.DescriptorImpl.class);

        assertEquals(FormValidation.Kind.ERROR, checks.doCheckOffline("WAIT", "").kind);
        assertEquals(FormValidation.Kind.OK, checks.doCheckOffline("WAIT", "8").kind);
        assertEquals(FormValidation.Kind.WARNING, checks.doCheckEndAfterHours("8", "20:00-06:00").kind);
        assertEquals(FormValidation.Kind.OK, checks.doCheckEndAfterHours("24", "20:00-06:00").kind);
    }

    @Test
    void aLaunchIsRefusedThatCouldNeverBegin(JenkinsRule j) throws Exception {
        DeploymentOptions options = everything();
        options.setEndAfterHours(2);

        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> options.toRollout(Instant.parse("2026-05-05T10:00:00Z")));
        assertThat(refused.getMessage(), containsString("At none of the hours 20:00-06:00"));

        DeploymentOptions fromXml = new DeploymentOptions();
        fromXml.setBatches("0%");
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("any"));
        job.setOptions(fromXml);
        DeploymentRun run = job.scheduleBuild2(0).get();
        j.assertBuildStatus(Result.FAILURE, run);
        j.assertLogContains("\"0%\" does not fit", run);
    }
}
