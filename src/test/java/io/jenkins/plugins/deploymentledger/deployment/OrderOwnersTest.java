package io.jenkins.plugins.deploymentledger.deployment;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import hudson.model.Item;
import hudson.model.TopLevelItem;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import io.jenkins.plugins.deploymentledger.convergence.ConvergenceProperty;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.schedule.LaunchSchedule;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whom a {@code config.xml} may name as the owner of what a deployment does by itself. */
@WithJenkins
class OrderOwnersTest {

    private JenkinsRule j;

    @BeforeEach
    void secure(JenkinsRule rule) {
        j = rule;
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE, Item.EXTENDED_READ, Item.CREATE)
                .everywhere()
                .to("ana", "ben"));
        for (String id : new String[] {"ana", "ben", "admin"}) {
            User.getById(id, true);
        }
    }

    static Stream<StandingOrder> orders() {
        LaunchSchedule schedule = new LaunchSchedule();
        schedule.setCron("H 2 * * 6");
        return Stream.of(schedule, new ConvergenceProperty());
    }

    @ParameterizedTest
    @MethodSource("orders")
    void nobodyNamesSomebodyElse(StandingOrder order) throws Exception {
        DeploymentJob job = job(order, "ana");

        WebResponse answer = post("ana", job.getUrl() + "config.xml", xml(job, "ana", "admin"));

        assertEquals(400, answer.getStatusCode());
        assertThat(answer.getContentAsString(), containsString("owner"));
        assertThat(answer.getContentAsString(), containsString("names admin"));
        assertEquals("ana", owner(job, order));
        job.doReload();
        assertEquals("ana", owner(job, order), "On disk, too");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whoeverChangesWhatIsDoneBecomesTheOwner(StandingOrder order, String before, String after) throws Exception {
        DeploymentJob job = job(order, "ben");
        assertThat(job.getConfigFile().asString(), containsString(">" + before + "<"));

        WebResponse answer = post("ana", job.getUrl() + "config.xml", xml(job, before, after));

        assertEquals(200, answer.getStatusCode());
        assertEquals("ana", owner(job, order));
        assertThat(job.getConfigFile().asString(), containsString(">" + after + "<"));
        job.doReload();
        assertEquals("ana", owner(job, order), "On disk, too");
    }

    static Stream<Arguments> changes() {
        return orders().flatMap(order -> Stream.of(
                arguments(order, "exit 0", "touch /tmp/other"),
                arguments(order, "none", "everywhere"),
                arguments(order, "1.0", "1.1")));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void whoeverOnlyDescribesItLeavesItsOwner(StandingOrder order) throws Exception {
        DeploymentJob job = job(order, "ben");
        job.setDescription("before");

        assertEquals(
                200,
                post("ana", job.getUrl() + "config.xml", xml(job, "before", "after\n  &lt;description&gt;"))
                        .getStatusCode());

        assertEquals("ben", owner(job, order));
        assertThat(job.getDescription(), containsString("after"));
        assertEquals(
                200,
                post("ana", job.getUrl() + "config.xml", job.getConfigFile().asString())
                        .getStatusCode());
        assertEquals("ben", owner(job, order));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void oneMayNameOneselfAndAdministratorsNameAnybody(StandingOrder order) throws Exception {
        DeploymentJob job = job(order, "ben");

        assertEquals(
                200,
                post("ana", job.getUrl() + "config.xml", xml(job, "ben", "ana")).getStatusCode());
        assertEquals("ana", owner(job, order));
        assertEquals(
                200,
                post("admin", job.getUrl() + "config.xml", xml(job, "ana", "ben"))
                        .getStatusCode());
        assertEquals("ben", owner(job, order));
        assertEquals(
                200,
                post("admin", job.getUrl() + "config.xml", xml(job, "exit 0", "exit 1"))
                        .getStatusCode());
        assertEquals("ben", owner(job, order));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void whatIsMadeByAFileOrCopiedBelongsToWhoDoesSo(StandingOrder order) throws Exception {
        DeploymentJob job = job(order, "ben");

        assertEquals(
                200,
                post("ana", "createItem?name=made", job.getConfigFile().asString())
                        .getStatusCode());
        try (ACLContext ignored = ACL.as2(User.getById("ana", true).impersonate2())) {
            j.jenkins.copy((TopLevelItem) job, "copied");
        }

        for (String name : new String[] {"made", "copied"}) {
            DeploymentJob other = j.jenkins.getItemByFullName(name, DeploymentJob.class);
            assertEquals("ana", owner(other, order), name);
            other.doReload();
            assertEquals("ana", owner(other, order), name + " on disk");
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void whereNobodyLogsInItIsDoneByWhoeverComes(StandingOrder order) throws Exception {
        j.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        DeploymentJob job = job(order, null);

        j.submit(j.createWebClient().getPage(job, "configure").getFormByName("config"));

        assertEquals("anonymous", owner(job, order));
        assertNull(job.getProperty(order.getClass()).refusal(job), "It may do what anybody may");
        secure(j);
        assertThat(
                "What nobody may any more without logging in",
                job.getProperty(order.getClass()).refusal(job),
                containsString("anonymous"));
    }

    @Test
    void whatIsNoXmlIsRefusedAndChangesNothing() throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("none"));
        String before = job.getConfigFile().asString();

        WebResponse answer = post("ana", job.getUrl() + "config.xml", "<deployment><description>");

        assertEquals(400, answer.getStatusCode());
        assertThat(answer.getContentAsString(), containsString("Nothing was changed"));
        assertEquals(before, job.getConfigFile().asString());
    }

    private static DeploymentJob job(StandingOrder order, String owner) throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("none"));
        DetectionRule detection = new DetectionRule();
        detection.setSoftware("tools");
        job.getDeploymentPackage().setDetection(detection);
        order.setOwner(owner);
        job.addProperty(order);
        return job;
    }

    private static String owner(DeploymentJob job, StandingOrder kind) {
        return job.getProperty(kind.getClass()).getOwner();
    }

    /** The job's file with one text of an element in place of another. */
    private static String xml(DeploymentJob job, String before, String after) throws Exception {
        return job.getConfigFile().asString().replace(">" + before + "<", ">" + after + "<");
    }

    private WebResponse post(String user, String url, String xml) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient().login(user);
        client.setThrowExceptionOnFailingStatusCode(false);
        WebRequest post = new WebRequest(client.createCrumbedUrl(url), HttpMethod.POST);
        post.setRequestBody(xml);
        post.setAdditionalHeader("Content-Type", "application/xml");
        return client.getPage(post).getWebResponse();
    }
}
