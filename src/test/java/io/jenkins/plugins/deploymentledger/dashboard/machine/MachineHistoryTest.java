package io.jenkins.plugins.deploymentledger.dashboard.machine;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Label;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.core.fleet.UnreadList;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.machine.inventory.InventoryStore;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The page of one machine, as people see it. */
@WithJenkins
class MachineHistoryTest {

    @Test
    void aTornFileOfItsInventoriesIsSaidAndThePageOpensAllTheSame(JenkinsRule j) throws Exception {
        j.createSlave("m1", "m", null);
        TestDeployments.create("open", "exit 7", new LabelTarget("m"))
                .scheduleBuild2(0)
                .get();
        Path file = j.jenkins.getRootDir().toPath().resolve(Path.of("deployment-ledger", "inventories", "m1.json"));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{torn");

        HtmlPage page = j.createWebClient().goTo("machines/m1/");

        assertThat(page.asNormalizedText(), containsString("cannot be read"));
        assertEquals(List.of("open #1"), links(page));
    }

    @Test
    void itSaysWhichListsOfSoftwareCouldNotBeRead(JenkinsRule j) throws Exception {
        j.createSlave("m1", "m", null);
        Inventory whole =
                new Inventory(Instant.now(), "m1", "Debian", "12", "amd64", "", 1, 1, null, List.of(), List.of());
        InventoryStore.get().store("m1", whole);
        String url = "machines/m1/";
        assertThat(j.createWebClient().goTo(url).asNormalizedText(), not(containsString("Could not be read")));

        InventoryStore.get()
                .store(
                        "m1",
                        whole.with(Instant.now(), List.of(), List.of(new UnreadList("dpkg", "<i>no</i> permission"))));

        String text = j.createWebClient().goTo(url).asNormalizedText();
        assertThat(text, containsString("dpkg: <i>no</i> permission"));
        assertThat(text, containsString("may be installed all the same"));
    }

    @Test
    void itShowsEveryDeploymentThatTheReaderMaySee(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.createOnlineSlave(Label.get("m"));
        DeploymentJob open = TestDeployments.create("open", "exit 7", new LabelTarget("m"));
        DeploymentJob secret = TestDeployments.create("secret", "exit 0", new LabelTarget("m"));
        open.scheduleBuild2(0).get();
        secret.scheduleBuild2(0).get();
        restartFailed(j, open);
        j.waitUntilNoActivity();
        assertEquals(2, open.getLastBuild().getNumber());
        open.renameTo("renamed");
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .onItems(open)
                .to("ana")
                .grant(Computer.BUILD)
                .everywhere()
                .to("operator"));

        assertEquals(List.of("renamed #2", "renamed #1"), links(page(j, "ana")));
        assertThat(page(j, "ana").asNormalizedText(), not(containsString("secret")));
        assertEquals(List.of("renamed #2", "secret #1", "renamed #1"), links(page(j, "admin")));
        String text = page(j, "ana").asNormalizedText();
        assertThat("why it failed", text, containsString("exit code 7"));
        assertThat("the chain of attempts", text, containsString("#1 "));
        assertEquals(
                List.of("1", "2"),
                page(j, "ana").querySelectorAll("tbody tr:first-child .deployment-attempts a").stream()
                        .map(link -> link.getTextContent().replaceAll("#(\\d+).*", "$1"))
                        .toList());
        assertThat("what it is and has tells of others", text, not(containsString("Operating system")));
        assertThat(text, containsString("for those who may deploy to its agent"));
        assertThat(page(j, "admin").asNormalizedText(), containsString("Operating system"));
        String operator = page(j, "operator").asNormalizedText();
        assertThat("whoever may deploy there may know it", operator, containsString("Operating system"));
        assertThat(operator, not(containsString("renamed")));
        assertEquals(
                404, client(j, "ben").goTo("machines/slave0/").getWebResponse().getStatusCode());
        assertEquals(
                404, client(j, "admin").goTo("machines/other/").getWebResponse().getStatusCode());

        open.getBuildByNumber(1).delete();
        j.jenkins.removeNode(j.jenkins.getNode("slave0"));
        assertEquals(List.of("renamed #2"), links(page(j, "ana")), "what is deleted is gone, what happened stays");
        assertThat(page(j, "ana").asNormalizedText(), containsString("no such agent any more"));
        assertEquals(
                404,
                client(j, "operator").goTo("machines/slave0/").getWebResponse().getStatusCode());
    }

    private static void restartFailed(JenkinsRule j, DeploymentJob job) throws Exception {
        JenkinsRule.WebClient client = client(j, "admin");
        WebRequest request = new WebRequest(
                new URL(j.getURL(), job.getUrl() + "1/machines/selection/restart?group=error"), HttpMethod.POST);
        client.addCrumb(request);
        Page answer = client.getPage(request);
        assertEquals(200, answer.getWebResponse().getStatusCode());
    }

    private static HtmlPage page(JenkinsRule j, String user) throws Exception {
        return client(j, user).goTo("machines/slave0/");
    }

    private static List<String> links(HtmlPage page) {
        return page.querySelectorAll("a.jenkins-table__link").stream()
                .map(link -> link.getTextContent())
                .toList();
    }

    private static JenkinsRule.WebClient client(JenkinsRule j, String user) throws Exception {
        return j.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .withJavaScriptEnabled(false)
                .login(user);
    }
}
