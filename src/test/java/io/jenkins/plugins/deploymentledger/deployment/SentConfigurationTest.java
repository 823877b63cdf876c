package io.jenkins.plugins.deploymentledger.deployment;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jenkins.plugins.deploymentledger.convergence.ConvergenceProperty;
import io.jenkins.plugins.deploymentledger.core.rollout.OfflinePolicy;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.schedule.LaunchSchedule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a {@code config.xml} is refused for: as clearly as in the form, and without a trace. */
@WithJenkins
class SentConfigurationTest {

    private JenkinsRule j;

    @BeforeEach
    void jenkins(JenkinsRule rule) {
        j = rule;
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                refused("hours that no clock has", job -> hours(job, "20:00-26:00"), "20:00-26:00"),
                refused("waiting for ever", SentConfigurationTest::waitForEver, "end"),
                refused("a time that cannot be read", job -> at(job, "tomorrow", null), "tomorrow"),
                refused("a cron line that cannot be read", job -> cron(job, "61 * * * *"), "61"),
                refused("an end before the start", job -> at(job, "2099-02-01 20:00", "2099-01-01 20:00"), "ends at"),
                refused("hours after the end", SentConfigurationTest::hoursAfterTheEnd, "07:00-08:00"),
                refused("no rule of detection", job -> job.addProperty(new ConvergenceProperty()), "detection"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void isRefusedForAJobThatThereIs(String what, Change change, String said) throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("none"));
        String before = job.getConfigFile().asString();

        WebResponse answer = post(job.getUrl() + "config.xml", xml(change));

        assertEquals(400, answer.getStatusCode(), what);
        assertThat(answer.getContentAsString(), containsString(said));
        assertThat(answer.getContentAsString(), containsString("Nothing was changed"));
        assertEquals(before, job.getConfigFile().asString());
        assertNull(job.getProperty(LaunchSchedule.class));
        assertNull(job.getProperty(ConvergenceProperty.class));
        assertNull(job.getOptions().getHours());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void isRefusedForANewJob(String what, Change change, String said) throws Exception {
        WebResponse answer = post("createItem?name=made", xml(change));

        assertEquals(400, answer.getStatusCode(), what);
        assertThat(answer.getContentAsString(), containsString(said));
        assertNull(j.jenkins.getItem("made"));
        assertFalse(Files.exists(j.jenkins.getRootDir().toPath().resolve(Path.of("jobs", "made"))));
    }

    @Test
    void aScheduleThatHasHadItsTimeMayBeKeptAsAFile() throws Exception {
        String kept = xml(job -> at(job, "2020-02-01 20:00", "2020-02-02 20:00"));

        assertEquals(200, post("createItem?name=made", kept).getStatusCode());

        DeploymentJob made = j.jenkins.getItemByFullName("made", DeploymentJob.class);
        assertEquals("2020-02-01 20:00", made.getProperty(LaunchSchedule.class).getStartAt());
        assertTrue(LaunchSchedule.next(made).isEmpty());
    }

    /** Something that is done to a job before its file is read. */
    interface Change {
        void to(DeploymentJob job) throws Exception;
    }

    private static Arguments refused(String what, Change change, String said) {
        return arguments(what, change, said);
    }

    private static void options(DeploymentJob job, Consumer<DeploymentOptions> set) {
        DeploymentOptions options = new DeploymentOptions();
        set.accept(options);
        job.setOptions(options);
    }

    private static void hours(DeploymentJob job, String hours) {
        options(job, options -> options.setHours(hours));
    }

    private static void waitForEver(DeploymentJob job) {
        options(job, options -> options.setOffline(OfflinePolicy.WAIT));
    }

    private static void at(DeploymentJob job, String start, String end) throws Exception {
        LaunchSchedule schedule = new LaunchSchedule();
        schedule.setStartAt(start);
        schedule.setExpireAt(end);
        job.addProperty(schedule);
    }

    private static void cron(DeploymentJob job, String lines) throws Exception {
        LaunchSchedule schedule = new LaunchSchedule();
        schedule.setCron(lines);
        job.addProperty(schedule);
    }

    private static void hoursAfterTheEnd(DeploymentJob job) throws Exception {
        hours(job, "07:00-08:00");
        at(job, "2099-02-01 20:00", "2099-02-01 23:00");
    }

    /** The file of a job to which something was done. */
    private String xml(Change change) throws Exception {
        DeploymentJob other = TestDeployments.create("other", "exit 0", new LabelTarget("none"));
        change.to(other);
        other.save();
        String xml = other.getConfigFile().asString();
        other.delete();
        return xml;
    }

    private WebResponse post(String url, String xml) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient();
        client.setThrowExceptionOnFailingStatusCode(false);
        WebRequest post = new WebRequest(client.createCrumbedUrl(url), HttpMethod.POST);
        post.setRequestBody(xml);
        post.setAdditionalHeader("Content-Type", "application/xml");
        return client.getPage(post).getWebResponse();
    }
}
