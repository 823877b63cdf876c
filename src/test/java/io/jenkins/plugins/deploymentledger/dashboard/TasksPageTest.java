package io.jenkins.plugins.deploymentledger.dashboard;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Label;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import io.jenkins.plugins.deploymentledger.team.Team;
import io.jenkins.plugins.deploymentledger.team.Teams;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.RunLoadCounter;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class TasksPageTest {

    private JenkinsRule j;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        j = rule;
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.createOnlineSlave(Label.get("m"));
    }

    @Test
    void everyoneSeesTheirOwnTasksAndWhatTheyMayReadOfOthers() throws Exception {
        DeploymentJob open = TestDeployments.create("open", "exit 0", new LabelTarget("m"));
        DeploymentJob closed = TestDeployments.create("closed", "exit 1", new LabelTarget("m"));
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .onItems(open)
                .to("ana", "ben")
                .grant(Item.READ)
                .onItems(closed)
                .to("ana"));
        run(open, "ana");
        run(open, "ben");
        run(closed, "ana");

        assertEquals(List.of("closed#1", "open#1"), tasks("ana", "?scope=mine"));
        assertEquals(List.of("closed#1", "open#2", "open#1"), tasks("ana", "?scope=all"));
        assertEquals(List.of("open#2"), tasks("ben", "?scope=mine"));
        assertEquals(List.of("open#2", "open#1"), tasks("ben", "?scope=all"));
        assertEquals(2, json("ben", "?scope=all").get("total").asInt());
        assertEquals(List.of(), tasks("stranger", "?scope=all"));
        assertThat(text("ben", "tasks/board/csv?scope=all"), not(containsString("closed")));
        assertThat(text("ben", "tasks/?scope=all"), not(containsString("closed")));
        assertThat(text("ana", "tasks/?scope=all"), containsString("closed"));
        assertEquals("FAILURE", json("ana", "?q=CLOSED").at("/tasks/0/status").asText());
        assertEquals("SUCCESS", json("ana", "?q=open").at("/tasks/0/status").asText());
        assertEquals(1, json("ana", "?q=open").at("/tasks/0/machines/SUCCESS").asInt());
    }

    @Test
    void whoMayNotReadTheJobThatLaunchedATaskLearnsItsNameNowhere() throws Exception {
        DeploymentJob open = TestDeployments.create("open", "exit 0", new LabelTarget("m"));
        FreeStyleProject hidden = j.createFreeStyleProject("hidden");
        // Nothing says why the build began, so that the build itself is who asked for the task.
        FreeStyleBuild build = hidden.scheduleBuild2(0, (Cause) null).get();
        open.scheduleBuild2(0, new CauseAction(new Cause.UpstreamCause(build))).get();
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .onItems(open)
                .to("ana", "ben")
                .grant(Item.READ)
                .onItems(hidden)
                .to("ben"));

        assertEquals(
                "hidden #1", json("ben", "?scope=all").at("/tasks/0/initiator").asText());
        assertEquals(List.of("open#1"), tasks("ben", "?scope=all&user=hidden"));
        assertEquals(List.of("open#1"), tasks("ana", "?scope=all"));
        for (String query : List.of("&q=hidden", "&user=hidden")) {
            assertEquals(List.of(), tasks("ana", "?scope=all" + query), "not even by searching for it");
        }
        for (String path : List.of("tasks/", "tasks/board/live", "tasks/board/list", "tasks/board/csv")) {
            assertThat(path, text("ben", path + "?scope=all"), containsString("hidden #1"));
            assertThat(path, text("ana", path + "?scope=all"), not(containsString("hidden #1")));
            assertThat(path, text("ana", path + "?scope=all&sort=user"), not(containsString("hidden+%23")));
        }
        assertThat(text("ana", "machines/slave0/"), containsString("open #1"));
        assertThat(text("ana", "machines/slave0/"), not(containsString("hidden #1")));
    }

    @Test
    void aJobThatOneMayOnlyDiscoverIsNotShownAndKeepsNothingFromBeingShown() throws Exception {
        DeploymentJob open = TestDeployments.create("open", "exit 0", new LabelTarget("m"));
        DeploymentJob closed = TestDeployments.create("closed", "exit 0", new LabelTarget("m"));
        run(open, "ben");
        run(closed, "ben");
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.DISCOVER)
                .everywhere()
                .to("ana")
                .grant(Item.READ)
                .onItems(open)
                .to("ana"));

        assertEquals(List.of("open#1"), tasks("ana", "?scope=all"));
    }

    @Test
    void theTeamIsThatOfTheTimeOfTheLaunch() throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new MachineListTarget("gone"));
        run(job, "ana");
        Team night = new Team("night");
        night.setMembers("ana, ben");
        Teams.get().setTeams(List.of(night));
        run(job, "ana");
        night.setMembers("ben");
        run(job, "ana");

        assertEquals(List.of("deploy#2"), tasks("ben", "?scope=team"));
        assertEquals(List.of("deploy#3", "deploy#2", "deploy#1"), tasks("ana", "?scope=team"));
        assertThat(text("ana", "tasks/?scope=team"), containsString("You are in no team"));
        assertThat(text("ben", "tasks/?scope=team"), not(containsString("You are in no team")));
    }

    @Test
    void noPageLoadsARun() throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new MachineListTarget("gone"));
        for (int i = 0; i < 5; i++) {
            run(job, "ana");
        }
        RunLoadCounter.prepare(job);
        for (String path :
                List.of("tasks/?scope=all", "tasks/board/live?scope=all", "tasks/board/list", "tasks/board/csv")) {
            String answer = RunLoadCounter.assertMaxLoads(job, 0, () -> text("ana", path));
            assertThat(path, answer, containsString("deploy"));
        }
    }

    @Test
    void listsCountsCsvAndJsonAgree() throws Exception {
        DeploymentJob good = TestDeployments.create("good", "exit 0", new LabelTarget("m"));
        DeploymentJob bad = TestDeployments.create("bad", "exit 1", new LabelTarget("m"));
        for (int i = 0; i < 3; i++) {
            run(good, "ana");
        }
        run(bad, "ben");

        JsonNode all = json("ana", "?scope=all&limit=3");
        assertEquals(4, all.get("total").asInt());
        assertEquals(3, all.get("tasks").size());
        assertEquals(3, all.at("/counts/SUCCESS").asInt());
        assertEquals(1, all.at("/counts/FAILURE").asInt());
        JsonNode rest =
                json("ana", "?scope=all&limit=3&after=" + all.get("after").asText());
        assertEquals(1, rest.get("tasks").size());
        assertEquals("good", rest.at("/tasks/0/job").asText());
        assertEquals(1, rest.at("/tasks/0/number").asInt());
        assertEquals(5, text("ana", "tasks/board/csv?scope=all&limit=3").lines().count());
        assertEquals(
                4,
                text("ana", "tasks/board/csv?scope=all&status=success").lines().count());
        assertEquals(
                2, text("ana", "tasks/board/csv?scope=all&user=ben").lines().count());
    }

    @Test
    void everyNumberIsTheLengthOfItsListWhoeverLooks() throws Exception {
        Random random = new Random(11);
        List<DeploymentJob> jobs = List.of(
                TestDeployments.create("open", "exit 0", new LabelTarget("m")),
                TestDeployments.create("closed", "exit 1", new LabelTarget("m")),
                TestDeployments.create("lost", "exit 0", new MachineListTarget("gone\nslave0")));
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .onItems(jobs.get(0), jobs.get(2))
                .to("ana")
                .grant(Item.READ)
                .everywhere()
                .to("ben"));
        for (int i = 0; i < 12; i++) {
            run(jobs.get(random.nextInt(jobs.size())), random.nextBoolean() ? "ana" : "ben");
        }
        for (String user : List.of("ana", "ben", "stranger")) {
            for (String scope : List.of("mine", "team", "all")) {
                for (String section : List.of("any", "recent", "past")) {
                    assertAgrees(user, "?scope=" + scope + "&section=" + section);
                }
            }
        }
        assertEquals(12, json("ben", "?scope=all").get("total").asInt());
        assertEquals(0, json("stranger", "?scope=all").get("total").asInt());
    }

    private void assertAgrees(String user, String query) throws Exception {
        JsonNode json = json(user, query);
        int total = json.get("total").asInt();
        assertEquals(total, json.get("tasks").size(), query);
        assertEquals(total, text(user, "tasks/board/csv" + query).lines().count() - 1, query);
        int inStatuses = 0;
        for (Map.Entry<String, JsonNode> count : json.get("counts").properties()) {
            inStatuses += count.getValue().asInt();
            assertEquals(
                    count.getValue().asInt(),
                    tasks(user, query + "&status=" + count.getKey()).size(),
                    query + " " + count.getKey());
        }
        assertEquals(total, inStatuses, query);
        for (JsonNode task : json.get("tasks")) {
            int machines = 0;
            for (JsonNode segment : task.get("machines")) {
                machines += segment.asInt();
            }
            assertEquals(task.get("total").asInt(), machines);
        }
    }

    @Test
    void theFilterStaysThroughTabsSortingPagesChipsAndCsv() throws Exception {
        DeploymentJob good = TestDeployments.create("good", "exit 0", new LabelTarget("m"));
        DeploymentJob bad = TestDeployments.create("bad", "exit 1", new LabelTarget("m"));
        for (int i = 0; i < 3; i++) {
            run(good, "ana");
            run(bad, "ana");
        }
        String filter = "scope=all&status=success,stopped&package=tools&user=ana&sort=name&order=asc&limit=2";

        HtmlPage page = client("ana").goTo("tasks/?section=recent&" + filter);
        Set<String> links = new LinkedHashSet<>();
        page.querySelectorAll(
                        ".deployment-tabs a, thead a, .deployment-paging a, .deployment-chips a, h2 a, a[href*=csv]")
                .forEach(link -> links.add(((HtmlAnchor) link).getHrefAttribute()));
        assertThat(links.toString(), links.size(), greaterThan(10));
        for (String link : links) {
            for (String part : List.of("status=success", "package=tools", "user=ana", "limit=2")) {
                assertThat(link, containsString(part));
            }
        }
        assertEquals(3, json("ana", "?" + filter).get("total").asInt());
        assertEquals(List.of("good#1", "good#2"), tasks("ana", "?" + filter));
        assertEquals(
                List.of("good,1", "good,2", "good,3"),
                text("ana", "tasks/board/csv?" + filter)
                        .lines()
                        .skip(1)
                        .map(line -> line.replaceFirst("^([^,]*,[^,]*),.*", "$1"))
                        .toList(),
                "all pages, in their order");

        HtmlForm form = page.querySelector("form.deployment-filters");
        form.getInputByName("q").setValue("go");
        HtmlPage filtered = form.<HtmlButton>getOneHtmlElementByAttribute("button", "type", "submit")
                .click();
        for (String part : List.of(
                "section=recent",
                "status=success%2Cstopped",
                "user=ana",
                "q=go",
                "sort=name",
                "order=asc",
                "limit=2")) {
            assertThat(filtered.getUrl().getQuery(), containsString(part));
        }
        HtmlPage kept = client("ana").goTo("tasks/?section=convergences&" + filter);
        assertThat(kept.asNormalizedText(), containsString("do not narrow convergences"));
        HtmlAnchor back = kept.querySelector(".deployment-tabs a");
        assertThat(back.getHrefAttribute(), containsString("status=success"));
    }

    @Test
    void momentsAndDaysOfThePeriodStayWhatTheyAreWhenTheFormIsSent() throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("m"));
        run(job, "ana");
        Instant begun = Instant.ofEpochMilli(job.getLastBuild().getStartTimeInMillis());
        String after = begun.plusMillis(1).toString();
        String day = LocalDate.now().toString();

        for (String[] period : new String[][] {
            {after, "", "0"},
            {begun.toString(), "", "1"},
            {"", begun.toString(), "0"},
            {"", after, "1"},
            {begun.atOffset(ZoneOffset.ofHours(5)).toString(), "", "1"},
            {day, day, "1"},
            {"", LocalDate.now().minusDays(1).toString(), "0"}
        }) {
            String asked = "?scope=all&from=" + encoded(period[0]) + "&to=" + encoded(period[1]);
            HtmlForm form = client("ana").goTo("tasks/" + asked).querySelector("form.deployment-filters");

            HtmlPage sent = form.<HtmlButton>getOneHtmlElementByAttribute("button", "type", "submit")
                    .click();

            String total =
                    json("ana", "?" + sent.getUrl().getQuery()).get("total").asText();
            assertEquals(period[2], total, asked + " became " + sent.getUrl().getQuery());
            assertEquals(period[2], json("ana", asked).get("total").asText(), asked);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Test
    void aNameThatNothingHasIsSaidToBeSo() throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("m"));
        run(job, "ana");

        String page = text("ana", "tasks/?scope=all&package=tool&group=paris&user=benn");
        assertThat(page, containsString("a package called"));
        assertThat(page, containsString("a group called"));
        assertThat(page, containsString("was started by anybody"));
        String known = text("ana", "tasks/?scope=all&package=tools&user=ANA");
        assertThat(known, not(containsString("a package called")));
        assertThat(known, not(containsString("was started by anybody")));
    }

    @Test
    void aFilterThatCannotBeReadIsExplained() throws Exception {
        for (String query :
                List.of("scope=yours", "status=fine", "from=yesterday", "limit=0", "after=here", "order=up")) {
            JenkinsRule.WebClient client = client("ana");
            assertEquals(
                    400,
                    client.goTo("tasks/board/list?" + query, "application/json")
                            .getWebResponse()
                            .getStatusCode());
            HtmlPage page = client.goTo("tasks/?" + query);
            assertEquals(200, page.getWebResponse().getStatusCode());
            String name = query.substring(0, query.indexOf('='));
            assertThat(
                    page.querySelector(".jenkins-alert-danger").getTextContent(), containsString("\"" + name + "\""));
        }
    }

    @Test
    void theIntervalIsTheUsersOwnAndNeverLessThanFifteenSeconds() throws Exception {
        assertThat(text("ana", "tasks/"), containsString("data-live-seconds=\"300\""));

        assertEquals(200, refresh("ana", 60));
        assertThat(text("ana", "tasks/"), containsString("data-live-seconds=\"60\""));
        assertThat(text("ben", "tasks/"), containsString("data-live-seconds=\"300\""));

        assertEquals(400, refresh("ana", 14));
        assertThat(text("ana", "tasks/"), containsString("data-live-seconds=\"60\""));
    }

    @Test
    void whoeverAsksAgainIsToldWhereNothingHasChanged() throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new MachineListTarget("gone"));
        run(job, "ana");
        JenkinsRule.WebClient client = client("ana");
        WebRequest request = new WebRequest(new URL(j.getURL(), "tasks/board/list"));
        String tag = client.getPage(request).getWebResponse().getResponseHeaderValue("ETag");
        request.setAdditionalHeader("If-None-Match", tag);
        assertEquals(304, client.getPage(request).getWebResponse().getStatusCode());

        run(job, "ana");
        assertEquals(200, client.getPage(request).getWebResponse().getStatusCode());
    }

    @Test
    void anOpenPageThatMissesNothingIsToldSoWithoutItsListsAndEverybodyGetsTheirOwn() throws Exception {
        DeploymentJob open = TestDeployments.create("open", "exit 0", new MachineListTarget("gone"));
        DeploymentJob closed = TestDeployments.create("closed", "exit 0", new MachineListTarget("gone"));
        run(open, "ana");
        run(closed, "ana");
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .everywhere()
                .to("ana")
                .grant(Item.READ)
                .onItems(open)
                .to("ben"));
        String live = "tasks/board/live?scope=all";
        String tag = untilKnown("ana", live);

        assertThat(refreshed("ben", live, tag).getContentAsString(), containsString("job/open/1/"));
        assertThat(refreshed("ben", live, tag).getContentAsString(), not(containsString("job/closed/1/")));
        assertEquals(200, refreshed("ana", live + "&q=open", tag).getStatusCode(), "another filter");
        run(closed, "ben");
        assertThat(refreshed("ana", live, tag).getContentAsString(), containsString("job/closed/2/"));

        tag = untilKnown("ben", live);
        j.jenkins.setAuthorizationStrategy(
                new MockAuthorizationStrategy().grant(Jenkins.READ).everywhere().toEveryone());
        WebResponse nothing = refreshed("ben", live, tag);
        assertEquals(200, nothing.getStatusCode(), "what may be read counts, too");
        assertThat(nothing.getContentAsString(), not(containsString("job/open/")));
        assertThat(text("ana", "tasks/?scope=all"), containsString("data-live-tag=\"&quot;"));
    }

    /** Asks again until the answer is that nothing is new: how long ago things were changes once a minute. */
    private String untilKnown(String user, String path) throws Exception {
        for (int i = 0; i < 3; i++) {
            String tag = refreshed(user, path, "").getResponseHeaderValue("ETag");
            WebResponse again = refreshed(user, path, tag);
            if (again.getStatusCode() == 304) {
                assertEquals("", again.getContentAsString());
                return tag;
            }
        }
        throw new AssertionError("Something is always new on " + path);
    }

    private WebResponse refreshed(String user, String path, String tag) throws Exception {
        WebRequest request = new WebRequest(new URL(j.getURL(), path));
        request.setAdditionalHeader("If-None-Match", tag);
        return client(user).getPage(request).getWebResponse();
    }

    @Test
    void noTaskStandsTwiceOnThePage() throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new MachineListTarget("gone"));
        run(job, "ana");
        String page = text("ana", "tasks/");
        assertEquals(2, page.split("job/deploy/1/\"", -1).length, "once as the link of a row");
        assertEquals(1, tasks("ana", "?section=recent").size());
        assertEquals(0, tasks("ana", "?section=past").size());
    }

    private int refresh(String user, int seconds) throws Exception {
        JenkinsRule.WebClient client = client(user);
        WebRequest request =
                new WebRequest(new URL(j.getURL(), "tasks/board/refresh?seconds=" + seconds), HttpMethod.POST);
        client.addCrumb(request);
        return client.getPage(request).getWebResponse().getStatusCode();
    }

    private void run(DeploymentJob job, String user) throws Exception {
        User.getById(user, true);
        DeploymentRun run = job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause(user)))
                .get();
        assertTrue(!run.isBuilding());
    }

    private List<String> tasks(String user, String query) throws Exception {
        List<String> names = new ArrayList<>();
        json(user, query)
                .get("tasks")
                .forEach(task -> names.add(
                        task.get("job").asText() + "#" + task.get("number").asInt()));
        return names;
    }

    private JsonNode json(String user, String query) throws Exception {
        return JsonMapper.builder().build().readTree(text(user, "tasks/board/list" + query));
    }

    private String text(String user, String path) throws Exception {
        return client(user).getPage(new URL(j.getURL(), path)).getWebResponse().getContentAsString();
    }

    private JenkinsRule.WebClient client(String user) throws Exception {
        return j.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .withJavaScriptEnabled(false)
                .login(user);
    }
}
