package io.jenkins.plugins.deploymentledger.deployment;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Label;
import hudson.model.User;
import hudson.security.ACL;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutSnapshot;
import io.jenkins.plugins.deploymentledger.deployment.payload.BuildArtifactBinary;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.machine.group.GroupTarget;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlCheckBoxInput;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A run with one machine that installs nothing and two that are gone: what is done with a part of them. */
@WithJenkins
class MachineSelectionTest {

    private JenkinsRule j;
    private DeploymentRun run;
    private String agent;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        j = rule;
        agent = j.createOnlineSlave(Label.get("m")).getNodeName();
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        User.getById("admin", true);
        DeploymentJob job =
                TestDeployments.create("deploy", "exit 3", new MachineListTarget("gone-1\n" + agent + "\ngone-2"));
        run = job.scheduleBuild2(0).get();
    }

    @Test
    void aRestartIsANewRunOnExactlyTheMachinesOfTheFilterAndTheOldOneStays() throws Exception {
        RolloutSnapshot before = run.snapshot();
        Map<MachineStatus, Integer> counts = run.getCounts().byStatus();

        assertEquals(200, post("restart?group=unreachable"));

        Await.until(
                "the restart has ended",
                () -> run.getNextBuild() != null && !run.getNextBuild().isBuilding());
        DeploymentRun restarted = run.getNextBuild();
        assertEquals(List.of("gone-1", "gone-2"), names(restarted.snapshot().machines().stream()));
        assertEquals("2 machines of #1", restarted.getOrder().getTarget());
        assertEquals(before.machines(), run.snapshot().machines());
        assertEquals(counts, run.getCounts().byStatus());
        assertThat(text("job/deploy/2/"), containsString("Restart of #1"));
    }

    @Test
    void everyPartOfAChartAndEveryProblemFindsExactlyWhatItCounts() {
        RunAnalysis analysis = new RunAnalysis(run.snapshot());
        int all = 0;
        for (RunAnalysis.Slice slice : analysis.getStatuses()) {
            assertEquals(slice.getCount(), count(slice.getQuery()), slice.getText());
            all += slice.getCount();
        }
        assertEquals(3, all);
        int failed = 0;
        for (RunAnalysis.Slice slice : analysis.getCauses()) {
            assertEquals(slice.getCount(), count(slice.getQuery()), slice.getText());
            failed += slice.getCount();
        }
        int problems = 0;
        for (RunAnalysis.Problem problem : analysis.getProblems()) {
            assertEquals(problem.getCount(), count(problem.getQuery()), problem.getText());
            problems += problem.getCount();
        }
        assertEquals(3, problems);
        assertEquals(3, failed, "those of no known cause count as others");
        assertEquals(2, analysis.getProblems().get(0).getCount());
        assertEquals("exit code 3", analysis.getProblems().get(1).getText());
    }

    private int count(String query) {
        try {
            return (int) text("job/deploy/1/machines/selection/csv" + query)
                            .lines()
                            .count()
                    - 1;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatBecameOtherwiseThanInTheRunBeforeIsALinkToExactlyThoseMachines() throws Exception {
        DeploymentJob job = run.getParent();
        job.setDeploymentPackage(new DeploymentPackage(
                "tools", "1.1", TestDeployments.upload("mended"), List.of(new InstallCommand("unix", "exit 0"))));
        job.save();
        job.scheduleBuild2(0).get();

        assertThat(text("job/deploy/2/"), containsString("?change=MENDED"));
        String found = text("job/deploy/2/machines/selection/csv?change=mended");
        assertEquals(2, found.lines().count(), found);
        assertThat(found, containsString(agent));
        assertThat(text("job/deploy/2/machines/?change=MENDED"), containsString("\"total\":1"));
        assertThat(text("job/deploy/2/machines/?change=broken"), containsString("\"total\":0"));
        assertThat(text("job/deploy/1/machines/?change=mended"), containsString("\"total\":0"));
        assertThat(text("job/deploy/1/machines/?signature=rest"), containsString("\"total\":0"));
        assertThat(
                text("job/deploy/1/machines/selection/?change=mended"),
                containsString("No machine matches this filter"));
    }

    @Test
    void whatIsSearchedForStaysWhatItIsInEveryLink() throws Exception {
        run.getParent().setDeploymentTarget(new MachineListTarget("gone+1\ngone 1"));
        run.getParent().save();
        run.getParent().scheduleBuild2(0).get();
        assertThat(text("job/deploy/2/?q=gone%2B1"), containsString("machines/selection/csv?q=gone%2B1\""));
        assertThat(text("job/deploy/2/?q=gone%2B1"), containsString("machines/selection/?machine=gone%2B1\""));
        assertThat(text("job/deploy/2/machines/?q=gone%2B1"), containsString("\"total\":1"));
    }

    @Test
    void whatTheLogsHaveInCommonIsToldOfTheProblemThatIsAskedFor() throws Exception {
        String second = j.createOnlineSlave(Label.get("m")).getNodeName();
        String third = j.createOnlineSlave(Label.get("m")).getNodeName();
        DeploymentJob job = TestDeployments.create(
                "noisy",
                "echo \"pid $$ of $DEPLOYMENT_MACHINE\"; echo 'curl --password=hunter2hunter2 <b>failed</b>'; exit 5",
                new MachineListTarget(agent + "\n" + second + "\n" + third));
        DeploymentRun noisy = job.scheduleBuild2(0).get();
        RunAnalysis.Problem problem =
                new RunAnalysis(noisy.snapshot()).getProblems().get(0);
        assertEquals(3, problem.getCount());

        assertThat(text("job/noisy/1/"), containsString("What their logs have in common"));
        String page = text("job/noisy/1/" + problem.getQuery());
        int begin = page.indexOf("deployment-problems__log");
        String log = page.substring(begin, page.indexOf("</table>", begin));
        assertThat(log, containsString("of " + agent));
        assertThat(log, not(containsString("of " + second)));
        assertThat(log, containsString("3 of 3"));
        assertThat(log, containsString("&lt;b>failed"));
        assertThat(log, not(containsString("hunter2")));
    }

    @Test
    void aGroupHasExactlyTheMachinesOfTheFilterAndSaysWhereItComesFrom() throws Exception {
        assertEquals(200, post("createGroup?name=lost&group=unreachable"));

        assertEquals(List.of("gone-1", "gone-2"), new GroupTarget("lost").resolve(ACL.SYSTEM2));
        assertThat(text("machine-groups/group/lost/"), containsString("2 machines of deploy #1"));
        assertEquals(400, post("createGroup?name=lost&group=unreachable"));
        assertThat(answer("createGroup?name=lost&group=unreachable"), containsString("There are two groups"));
        assertEquals(400, post("createGroup?name=a%2Fb&group=unreachable"));
    }

    @Test
    void oneChoosesAmongTheMachinesByWhatBecameOfThem() throws Exception {
        HtmlPage page = (HtmlPage) client().getPage(new URL(j.getURL(), "job/deploy/1/machines/selection/"));
        assertEquals("checked", page.getElementById("selector-failed").getAttribute("checked"));
        assertThat(page.asNormalizedText(), containsString("failed 1"));
        assertThat(page.asNormalizedText(), containsString("unreachable 2"));

        assertEquals(400, post("restart?selector="), "nothing was ticked");
        assertEquals(400, post("restart?selector=fine"));
        assertEquals(200, post("restart?selector=&selector=failed&selector=timed_out"));
        Await.until(
                "restarted",
                () -> run.getNextBuild() != null && !run.getNextBuild().isBuilding());
        assertEquals(List.of(agent), names(run.getNextBuild().snapshot().machines().stream()));
        assertEquals(200, post("createGroup?name=ticked&machine=gone-2&machine=" + agent));
        assertEquals(List.of(agent, "gone-2"), new GroupTarget("ticked").resolve(ACL.SYSTEM2));
        assertEquals(2, count("?machine=gone-2&machine=" + agent));
        assertEquals(1, count("?machine=gone-2&selector=unreachable"));
    }

    @Test
    void aFilterThatCannotBeReadIsNamed() throws Exception {
        String page = text("job/deploy/1/machines/selection/?status=foo");

        assertThat(page, containsString("status"));
        assertThat(page, containsString("foo"));
        assertThat(page, not(containsString("No machine matches")));
    }

    /** What the page showed counts, not what would match by now. */
    @Test
    void exactlyTheMachinesThatWereShownAreTaken() throws Exception {
        HtmlPage page = (HtmlPage) client().getPage(new URL(j.getURL(), "job/deploy/1/machines/selection/"));
        String unreachable = page.getElementById("selector-unreachable").getAttribute("value");

        assertEquals(200, post("createGroup?name=shown&rows=&rows=" + unreachable));

        assertEquals(List.of("gone-1", "gone-2"), new GroupTarget("shown").resolve(ACL.SYSTEM2));
    }

    @Test
    void whatOnlyThoseMayOrderWhoConfigureTheJobIsRestartedByThemOnly() throws Exception {
        DeploymentJob job = run.getParent();
        LaunchOverrides overrides =
                new LaunchOverrides().withOptions(new DeploymentOptions()).withTarget(new MachineListTarget("gone-1"));
        DeploymentRun ordered = job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("admin")), overrides)
                .get();
        DeploymentRun moved = job.scheduleBuild2(
                        0,
                        new CauseAction(new Cause.UserIdCause("admin")),
                        new LaunchOverrides().withTarget(new MachineListTarget("gone-2")))
                .get();
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("operator")
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Item.CONFIGURE)
                .everywhere()
                .to("author"));

        String url = ordered.getUrl() + "machines/selection/restart";
        assertEquals(403, postAs("operator", url));
        assertEquals(200, postAs("author", url));
        assertEquals(
                200, postAs("operator", moved.getUrl() + "machines/selection/restart"), "only its machines differ");
        j.waitUntilNoActivity();
        assertEquals(5, job.getLastBuild().getNumber());
    }

    private int postAs(String user, String url) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient().login(user);
        client.setThrowExceptionOnFailingStatusCode(false);
        return client.getPage(new WebRequest(client.createCrumbedUrl(url), HttpMethod.POST))
                .getWebResponse()
                .getStatusCode();
    }

    @Test
    void whereNoneIsTickedNoneIsMeant() throws Exception {
        HtmlPage page = (HtmlPage) client().getPage(new URL(j.getURL(), "job/deploy/1/"));
        HtmlForm ticked = page.getHtmlElementById("ticked-machines");

        HtmlPage none = ticked.<HtmlButton>getOneHtmlElementByAttribute("button", "type", "submit")
                .click();

        assertThat(none.asNormalizedText(), containsString("none was ticked"));
        assertThat(none.getWebResponse().getContentAsString(), not(containsString("data-count")));
        assertEquals(400, post("restart?rows="));
        assertEquals(400, post("restart?rows=2-1"));
        assertEquals(400, post("restart?machine="));
        assertEquals(400, post("createGroup?name=none&machine="));
        page.<HtmlCheckBoxInput>getFirstByXPath("//input[@name='rows'][contains(@aria-label, 'gone-2')]")
                .setChecked(true);
        HtmlPage one = ticked.<HtmlButton>getOneHtmlElementByAttribute("button", "type", "submit")
                .click();
        assertThat(one.asNormalizedText(), containsString("unreachable 1"));
    }

    /** Jenkins lets an agent be called so; the machines that its parts name are others. */
    @Test
    void aMachineWithACommaInItsNameIsTakenForNoOther() throws Exception {
        TestDeployments.create("racks", "exit 3", new MachineListTarget("rack,1\nrack\n1"))
                .scheduleBuild2(0)
                .get();

        HtmlPage page = (HtmlPage) client().getPage(new URL(j.getURL(), "job/racks/1/"));
        HtmlCheckBoxInput row = page.getFirstByXPath("//input[@name='rows'][contains(@aria-label, 'rack,1')]");
        assertEquals("ticked-machines", row.getAttribute("form"));
        assertThat(
                text("job/racks/1/machines/selection/?rows=" + row.getAttribute("value")),
                containsString("data-count=\"1\""));
        String query = "machine=" + URLEncoder.encode("rack,1", StandardCharsets.UTF_8);
        assertThat(text("job/racks/1/machines/selection/?" + query), containsString("data-count=\"1\""));

        assertEquals(200, send("racks", "restart?" + query).getStatusCode());
        DeploymentJob job = j.jenkins.getItemByFullName("racks", DeploymentJob.class);
        Await.until(
                "the restart has ended",
                () -> job.getLastBuild().getNumber() == 2 && !job.getLastBuild().isBuilding());
        assertEquals(List.of("rack,1"), names(job.getLastBuild().snapshot().machines().stream()));
        assertEquals(200, send("racks", "createGroup?name=one&" + query).getStatusCode());
        assertEquals(List.of("rack,1"), new GroupTarget("one").resolve(ACL.SYSTEM2));
        assertEquals(200, send("racks", "createGroup?name=all").getStatusCode());
        assertEquals(List.of("rack,1", "rack", "1"), new GroupTarget("all").resolve(ACL.SYSTEM2));
        JsonNode json = JsonMapper.builder().build().readTree(text("job/racks/1/machines/?machine=rack%2C1"));
        assertEquals(1, json.get("machines").size());
        assertEquals("rack,1", json.at("/machines/0/machine").asText());
    }

    @Test
    void theNextRunSaysWhatBecameOtherwise() throws Exception {
        assertNull(run.getMachines().getComparison(), "there is nothing to compare with");
        DeploymentJob job = run.getParent();
        job.setDeploymentPackage(TestDeployments.create("good", "exit 0", new MachineListTarget(agent))
                .getDeploymentPackage());
        job.scheduleBuild2(0).get();

        String page = text("job/deploy/2/");
        assertThat(page, containsString("Compared with #1:"));
        assertThat(page, containsString("?machine=" + agent));
        assertEquals(1, job.getLastBuild().getMachines().getComparison().getMended());
        assertEquals(0, job.getLastBuild().getMachines().getComparison().getBroken());
    }

    @Test
    void whoeverDeploysTheSameToTheSameMachinesIsNamed() throws Exception {
        DeploymentJob other = TestDeployments.create("other", "sleep 600", new MachineListTarget(agent));
        DeploymentRun running = other.scheduleBuild2(0).waitForStart();
        Await.until("it goes there", () -> running.getCounts().total() == 1);

        assertThat(text("job/deploy/1/machines/selection/"), containsString("other #1 is deploying the same package"));
        assertThat(text("job/deploy/recent/live"), containsString("other #1 is deploying the same package"));
        assertThat(text("job/other/recent/live"), not(containsString("is deploying the same package")));
        running.doAbort();
        j.waitForCompletion(running);
        assertThat(text("job/deploy/recent/live"), not(containsString("is deploying the same package")));
    }

    @Test
    void aNoticeOfWhatOthersDeployNamesNoBuildThatTheReaderMayNotSee() throws Exception {
        DeploymentJob other = TestDeployments.create("other", "sleep 600", new MachineListTarget(agent));
        FreeStyleProject hidden = j.createFreeStyleProject("covert-build");
        DeploymentRun running = other.scheduleBuild2(
                        0, new CauseAction(new Cause.UpstreamCause(j.buildAndAssertSuccess(hidden))))
                .waitForStart();
        Await.until("it goes there", () -> running.getCounts().total() == 1);
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("ana")
                .grant(Item.READ)
                .onItems(other, run.getParent())
                .to("ana"));
        URL page = new URL(j.getURL(), "job/deploy/1/machines/selection/");

        assertThat(text("job/deploy/1/machines/selection/"), containsString("covert-build"));
        String seen = j.createWebClient()
                .withJavaScriptEnabled(false)
                .login("ana")
                .getPage(page)
                .getWebResponse()
                .getContentAsString();
        assertThat(seen, containsString("other #1 is deploying the same package"));
        assertThat(seen, containsString("a build that you may not see"));
        assertThat(seen, not(containsString("covert-build")));
        running.doAbort();
        j.waitForCompletion(running);
    }

    @Test
    void aBinaryThatCannotBeHadNamesNoOtherJobToThoseWhoReadTheRun() throws Exception {
        DeploymentJob other = TestDeployments.create("other", "exit 0", new MachineListTarget(agent));
        j.createFreeStyleProject("covert-build");
        other.setDeploymentPackage(new DeploymentPackage(
                "tools",
                "1.0",
                new BuildArtifactBinary("covert-build", "tools.txt"),
                List.of(new InstallCommand("unix", "exit 0"))));
        DeploymentRun failed = other.scheduleBuild2(0).get();
        assertEquals(1, failed.getCounts().byStatus().get(MachineStatus.SEND_FAILED));

        for (String path :
                List.of("", "machines/", "machines/selection/csv", "machine/" + agent + "/", "consoleText")) {
            assertThat(path, text("job/other/1/" + path), not(containsString("covert-build")));
        }
    }

    @Test
    void aFilterThatFindsNothingOrCannotBeReadDoesNothing() throws Exception {
        assertEquals(400, post("restart?group=stopped"));
        assertEquals(400, post("restart?group=nonsense"));
        assertEquals(400, post("restart?machine="), "no machine is not all machines");
        assertEquals(400, post("restart?signature="), "no problem is not all problems");
        assertEquals(400, post("createGroup?name=none&status=killed"));
        assertEquals(0, j.jenkins.getQueue().getItems().length);
        assertEquals(1, run.getParent().getLastBuild().getNumber());
        run.getParent().makeDisabled(true);
        assertEquals(409, post("restart"));
    }

    private int post(String path) throws Exception {
        return send(path).getStatusCode();
    }

    private String answer(String path) throws Exception {
        return send(path).getContentAsString();
    }

    private WebResponse send(String path) throws Exception {
        return send("deploy", path);
    }

    private WebResponse send(String job, String path) throws Exception {
        WebRequest request =
                new WebRequest(new URL(j.getURL(), "job/" + job + "/1/machines/selection/" + path), HttpMethod.POST);
        JenkinsRule.WebClient client = client();
        client.addCrumb(request);
        return client.getPage(request).getWebResponse();
    }

    private String text(String path) throws Exception {
        Page page = client().getPage(new URL(j.getURL(), path));
        assertNotNull(page);
        return page.getWebResponse().getContentAsString();
    }

    private JenkinsRule.WebClient client() throws Exception {
        return j.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .withJavaScriptEnabled(false)
                .login("admin");
    }

    private static List<String> names(Stream<MachineProgress> machines) {
        return machines.map(MachineProgress::machine).toList();
    }
}
