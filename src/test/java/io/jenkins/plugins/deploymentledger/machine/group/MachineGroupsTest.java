package io.jenkins.plugins.deploymentledger.machine.group;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.model.Item;
import hudson.model.Result;
import hudson.security.ACL;
import hudson.util.FormValidation;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.core.fleet.Software;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.machine.inventory.InventoryStore;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class MachineGroupsTest {

    @Test
    void aDynamicGroupHasWhateverHasTheLabelAndAStaticOneItsList(JenkinsRule j) throws Exception {
        j.createSlave("a", "racks", null);
        MachineGroups.get()
                .setGroups(List.of(
                        new MachineGroup("by label", new LabelTarget("racks")),
                        new MachineGroup("by name", new MachineListTarget("a\ngone"))));
        j.createSlave("b", "racks", null);

        assertEquals(List.of("a", "b"), new GroupTarget("by label").resolve(ACL.SYSTEM2));
        assertEquals(List.of("a", "gone"), new GroupTarget("by name").resolve(ACL.SYSTEM2));
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new GroupTarget("by name"));
        DeploymentRun run = job.scheduleBuild2(0).get();
        assertEquals(2, run.getCounts().total());
        assertEquals("by name", run.getOrder().getGroup());
        assertEquals("group by name", run.getOrder().getTarget());
    }

    @Test
    void aGroupHasTheMachinesWhoseInventoriesShowWhatItAsksFor(JenkinsRule j) throws Exception {
        for (String name : List.of("new", "old", "none", "unknown")) {
            j.createSlave(name, "racks", null);
        }
        inventory("new", "Debian GNU/Linux", new Software("libre", "24.8", "deb"));
        inventory("old", "Debian GNU/Linux", new Software("libre", "7.1", "deb"));
        inventory("none", "Windows 11", new Software("other", "1", "msi"));
        MachineGroups groups = MachineGroups.get();

        assertEquals(List.of("new"), members(groups, "LIBRE", "24", false, ""));
        assertEquals(List.of("new", "old"), members(groups, "lib*", "", false, ""));
        assertEquals(List.of("none", "old"), members(groups, "libre", "24", true, ""));
        assertEquals(List.of("old"), members(groups, "libre", "24", true, "debian"));
        assertEquals(List.of("none"), members(groups, "", "", false, "windows"));
        assertThrows(IllegalArgumentException.class, () -> members(groups, "", "1", true, " "));
        assertThat(
                j.createWebClient().goTo("machine-groups/group/asked/").asNormalizedText(),
                containsString("running windows"));
    }

    @Test
    void anInventoryIsReadAgainOnlyOnceThereIsAnother(JenkinsRule j) throws Exception {
        j.createSlave("one", "racks", null);
        inventory("one", "Debian GNU/Linux", new Software("libre", "24.8", "deb"));
        MachineGroups groups = MachineGroups.get();
        assertEquals(List.of("one"), members(groups, "libre", "", false, ""));
        Path file;
        try (Stream<Path> files =
                Files.list(j.jenkins.getRootDir().toPath().resolve("deployment-ledger/inventories"))) {
            file = files.findFirst().orElseThrow();
        }

        Files.writeString(file, "no inventory");

        assertEquals(List.of("one"), new GroupTarget("asked").resolve(ACL.SYSTEM2));
        inventory("one", "Debian GNU/Linux", new Software("other", "1", "deb"));
        assertEquals(List.of(), new GroupTarget("asked").resolve(ACL.SYSTEM2));
    }

    private static void inventory(String machine, String os, Software software) throws Exception {
        InventoryStore.get()
                .store(
                        machine,
                        new Inventory(
                                Instant.now(), machine, os, "", "amd64", "", 1, 1, null, List.of(), List.of(software)));
    }

    private static List<String> members(
            MachineGroups groups, String software, String version, boolean absent, String os) {
        InventoryFilter filter = new InventoryFilter();
        filter.setSoftware(software);
        filter.setMinimumVersion(version);
        filter.setAbsent(absent);
        filter.setOs(os);
        MachineGroup group = new MachineGroup("asked", new LabelTarget("racks"));
        group.setInventory(filter);
        groups.setGroups(List.of(group));
        return new GroupTarget("asked").resolve(ACL.SYSTEM2);
    }

    @Test
    void theFormSaysThatACommaIsPartOfAName(JenkinsRule j) throws Exception {
        j.createSlave("rack,1", "racks", null);
        MachineListTarget.DescriptorImpl form = j.jenkins.getDescriptorByType(MachineListTarget.DescriptorImpl.class);

        assertEquals(FormValidation.Kind.OK, form.doCheckNames(null, "rack,1").kind);
        FormValidation two = form.doCheckNames(null, "rack, 1");
        assertEquals(FormValidation.Kind.WARNING, two.kind);
        assertThat(two.getMessage(), containsString("a line of its own"));
    }

    @Test
    void aGroupThatIsGoneIsSaidAtTheLaunch(JenkinsRule j) throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new GroupTarget("paris"));

        DeploymentRun run =
                j.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0).get());

        assertThat(JenkinsRule.getLog(run), containsString("There is no group \"paris\""));
    }

    @Test
    void theFormsKeepGroupsAndTargetsAsTheyAre(JenkinsRule j) throws Exception {
        MachineGroup group = new MachineGroup("paris", new MachineListTarget("a\nb"));
        group.setProvenance("2 machines of deploy #1");
        group.setOrigin("deploy");
        InventoryFilter filter = new InventoryFilter();
        filter.setSoftware("libre*");
        filter.setMinimumVersion("24");
        filter.setAbsent(true);
        filter.setOs("debian");
        group.setInventory(filter);
        MachineGroups.get().setGroups(List.of(group));
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new GroupTarget("paris"));

        j.configRoundtrip();
        j.submit(
                j.createWebClient().goTo("machine-groups/group/paris/configure").getFormByName("group"));
        j.configRoundtrip(job);

        assertEquals(1, MachineGroups.get().getGroups().size());
        MachineGroup kept = MachineGroups.get().getGroups().get(0);
        assertEquals("paris", kept.getName());
        assertEquals("2 machines of deploy #1", kept.getProvenance());
        assertEquals("deploy", kept.getOrigin());
        j.assertEqualDataBoundBeans(group.getMachines(), kept.getMachines());
        j.assertEqualDataBoundBeans(filter, kept.getInventory());
        j.assertEqualDataBoundBeans(new GroupTarget("paris"), job.getDeploymentTarget());
    }

    @Test
    void whoeverManagesGroupsMakesAndChangesThemInTheForm(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, MachineGroups.MANAGE)
                .everywhere()
                .to("keeper"));
        JenkinsRule.WebClient keeper = j.createWebClient().login("keeper");
        keeper.setThrowExceptionOnFailingStatusCode(false);
        assertThat(keeper.goTo("machine-groups/").asNormalizedText(), containsString("New group"));

        HtmlForm made = keeper.goTo("machine-groups/new").getFormByName("group");
        made.getInputByName("_.name").setValue("paris");
        made.getInputByName("_.label").setValue("racks");
        j.submit(made);
        assertEquals(new LabelTarget("racks").describe(), only().getMachines().describe());

        HtmlForm changed = keeper.goTo("machine-groups/group/paris/configure").getFormByName("group");
        changed.getInputByName("_.name").setValue("lyon");
        j.submit(changed);
        assertEquals("lyon", only().getName());

        HtmlForm bad = keeper.goTo("machine-groups/group/lyon/configure").getFormByName("group");
        bad.getInputByName("_.name").setValue("a/b");
        HtmlPage refused = j.submit(bad);
        assertEquals(400, refused.getWebResponse().getStatusCode());
        assertThat(refused.asNormalizedText(), containsString("cannot be the name of a group"));
        assertEquals("lyon", only().getName());
    }

    private static MachineGroup only() {
        assertEquals(1, MachineGroups.get().getGroups().size());
        return MachineGroups.get().getGroups().get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/b", "..", "a?b", "<b>", "a\nb"})
    void aNameThatNoUrlCanHoldIsRefusedAndNothingIsChanged(String name, JenkinsRule j) {
        MachineGroups groups = MachineGroups.get();
        groups.add(new MachineGroup("kept", new LabelTarget("x")));
        MachineGroup bad = new MachineGroup(name, new LabelTarget("x"));

        assertThrows(IllegalArgumentException.class, () -> groups.add(bad));
        assertThrows(IllegalArgumentException.class, () -> groups.add(new MachineGroup("kept", new LabelTarget("y"))));
        assertThrows(
                IllegalArgumentException.class, () -> groups.add(new MachineGroup("loop", new GroupTarget("kept"))));

        assertEquals(
                List.of("kept"),
                groups.getGroups().stream().map(MachineGroup::getName).toList());
    }

    @Test
    void groupsCanBeConfiguredAsCode(JenkinsRule j) throws Exception {
        j.createSlave("a", "racks", null);
        ConfigurationAsCode.get()
                .configure(MachineGroupsTest.class.getResource("groups.yaml").toString());

        assertEquals(List.of("a"), new GroupTarget("racks 90").resolve(ACL.SYSTEM2));
        assertEquals(List.of("x", "y"), new GroupTarget("canary").resolve(ACL.SYSTEM2));
        assertEquals(
                "without libre* 24, running debian",
                MachineGroups.get()
                        .group("racks without libre")
                        .orElseThrow()
                        .getInventory()
                        .describe());
    }

    @Test
    void whoMayNotManageGroupsLearnsNeitherMachinesNorRuns(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("eve")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        j.createSlave("vault-7", "", null);
        MachineGroup group = new MachineGroup("paris", new MachineListTarget("vault-7"));
        group.setProvenance("1 machine of secret #1");
        MachineGroups.get().setGroups(List.of(group));

        for (String url : List.of("machine-groups/", "machine-groups/group/paris/")) {
            String seen = j.createWebClient().login("eve").goTo(url).asNormalizedText();
            assertThat(seen, containsString("paris"));
            assertThat(seen, not(containsString("vault-7")));
            assertThat(seen, not(containsString("secret")));
            assertThat(j.createWebClient().login("admin").goTo(url).asNormalizedText(), containsString("secret #1"));
        }
    }

    @Test
    void aGroupShowsToEverybodyTheMachinesThatTheyMayKnowAndTheRunsThatTheyMayRead(JenkinsRule j) throws Exception {
        j.createSlave("open-1", "", null);
        j.createSlave("vault-7", "", null);
        MachineGroup group = new MachineGroup("paris", new MachineListTarget("open-1\nvault-7\ngone-3"));
        group.setProvenance("3 machines of secret #1");
        group.setOrigin("secret");
        MachineGroups.get().setGroups(List.of(group));
        DeploymentJob secret = TestDeployments.create("secret", "exit 0", new GroupTarget("paris"));
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("eve", "keeper", "chief")
                .grant(MachineGroups.MANAGE)
                .everywhere()
                .to("keeper", "chief")
                .grant(Item.READ)
                .onItems(secret)
                .to("chief"));
        String url = "machine-groups/group/paris/";

        String eve = j.createWebClient().login("eve").goTo(url).asNormalizedText();
        String keeper = j.createWebClient().login("keeper").goTo(url).asNormalizedText();
        String chief = j.createWebClient().login("chief").goTo(url).asNormalizedText();

        for (String machine : List.of("open-1", "vault-7", "gone-3")) {
            assertThat("the names of its machines are for those who manage it", keeper, containsString(machine));
            assertThat(eve, not(containsString(machine)));
        }
        assertThat(keeper, not(containsString("secret")));
        assertThat(chief, containsString("3 machines of secret #1"));
    }

    @Test
    void programsMakeReadReplaceAndDeleteGroups(JenkinsRule j) throws Exception {
        j.createSlave("rack-1", "racks", null);
        inventory("rack-1", "Debian", new Software("libre", "24", "dpkg"));
        String url = "machine-groups/";

        assertThat(
                post(
                        j,
                        url + "add",
                        "{\"name\":\"racks\",\"machines\":{\"$class\":\"LabelTarget\",\"label\":\"racks\"}}"),
                containsString("\"total\":1"));
        assertThat(text(j, url + "list"), containsString("\"label\":\"racks\""));
        String members = text(j, url + "group/racks/list");
        assertThat(members, containsString("\"name\":\"rack-1\""));
        assertThat(members, containsString("\"system\":\"Debian\""));
        assertThat(members, containsString("\"software\":1"));
        assertThat(
                j.createWebClient().goTo(url + "group/racks/").asNormalizedText(),
                containsString("rack-1\toffline\tDebian"));

        String other = "{\"name\":\"racks\",\"machines\":{\"$class\":\"MachineListTarget\",\"names\":\"a\\nb\"}}";
        assertThat(post(j, url + "group/racks/replace", other), containsString("\"total\":2"));
        assertEquals(List.of("a", "b"), new GroupTarget("racks").resolve(ACL.SYSTEM2));
        for (String refused : List.of(
                "{}",
                "no JSON",
                "{\"name\":\"a/b\",\"machines\":{\"$class\":\"LabelTarget\",\"label\":\"x\"}}",
                "{\"name\":\"racks\"}",
                "{\"name\":\"racks\",\"machines\":{\"$class\":\"GroupTarget\",\"group\":\"racks\"}}",
                "{\"name\":\"racks\",\"machine\":{}}")) {
            assertThat(post(j, url + "group/racks/replace", refused), containsString("\"error\":"));
            assertThat(post(j, url + "add", refused), containsString("\"error\":"));
        }
        assertEquals(List.of("a", "b"), new GroupTarget("racks").resolve(ACL.SYSTEM2));
        post(j, url + "delete?name=racks", "");
        assertEquals("[]", text(j, url + "list"));
    }

    @Test
    void aBigGroupIsShownPageByPage(JenkinsRule j) throws Exception {
        String names = IntStream.range(0, 250).mapToObj(i -> "rack-" + i).collect(Collectors.joining("\n"));
        MachineGroups.get().add(new MachineGroup("racks", new MachineListTarget(names)));
        List<String> seen = new ArrayList<>();
        HtmlPage page = j.createWebClient().goTo("machine-groups/group/racks/");
        assertThat(page.asNormalizedText(), containsString("250"));

        for (HtmlAnchor next = null; page != null; page = next == null ? null : next.click()) {
            page.<HtmlElement>querySelectorAll("tbody .jenkins-table__link")
                    .forEach(row -> seen.add(row.getTextContent()));
            next = page.getFirstByXPath("//a[contains(@class, 'jenkins-button')][contains(., 'Next')]");
        }

        assertEquals(List.of(names.split("\n")), seen);
    }

    private static String text(JenkinsRule j, String url) throws Exception {
        return j.createWebClient()
                .goTo(url, "application/json")
                .getWebResponse()
                .getContentAsString();
    }

    private static String post(JenkinsRule j, String url, String json) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient();
        client.setThrowExceptionOnFailingStatusCode(false);
        WebRequest post = new WebRequest(client.createCrumbedUrl(url), HttpMethod.POST);
        post.setAdditionalHeader("Content-Type", "application/json");
        post.setRequestBody(json);
        return client.getPage(post).getWebResponse().getContentAsString();
    }
}
