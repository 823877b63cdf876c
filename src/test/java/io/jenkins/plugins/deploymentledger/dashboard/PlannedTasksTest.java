package io.jenkins.plugins.deploymentledger.dashboard;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.XmlFile;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.Label;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TopLevelItem;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.convergence.ConvergenceProperty;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageCatalogue;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageReference;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.schedule.LaunchSchedule;
import io.jenkins.plugins.deploymentledger.team.Team;
import io.jenkins.plugins.deploymentledger.team.Teams;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is still to come, as people see it on the page of tasks. */
@WithJenkins
class PlannedTasksTest {

    private JenkinsRule j;
    private DeploymentJob tonight;
    private DeploymentJob later;
    private DeploymentJob secret;

    @BeforeEach
    void plan(JenkinsRule rule) throws Exception {
        j = rule;
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.createOnlineSlave(Label.get("m"));
        tonight = TestDeployments.create("tonight", "exit 0", new LabelTarget("m"));
        later = TestDeployments.create("later", "exit 0", new LabelTarget("m"));
        secret = TestDeployments.create("secret", "exit 0", new LabelTarget("m"));
        schedule(tonight, "ana", 5);
        schedule(later, "ben", 60);
        schedule(secret, "ana", 6);
        ConvergenceProperty kept = new ConvergenceProperty();
        kept.setOwner("ben");
        later.addProperty(kept);
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .everywhere()
                .to("boss")
                .grant(Item.READ, Item.BUILD)
                .onItems(tonight, later)
                .to("ana", "ben")
                .grant(Item.CONFIGURE, Item.CANCEL)
                .onItems(tonight)
                .to("ana"));
    }

    private static void schedule(DeploymentJob job, String owner, int hours) throws Exception {
        User.getById(owner, true);
        LaunchSchedule schedule = new LaunchSchedule();
        schedule.setStartAt(
                LocalDateTime.now().plusHours(hours).format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm")));
        schedule.setOwner(owner);
        job.addProperty(schedule);
    }

    @Test
    void whatIsScheduledStandsInTheListsOfThoseWhomItConcerns() throws Exception {
        assertEquals(List.of("tonight"), planned("ana", "?section=scheduled"));
        assertEquals(List.of("tonight", "later"), planned("ana", "?section=scheduled&scope=all"));
        assertEquals(List.of("tonight"), planned("ben", "?section=soon&scope=all"));
        assertEquals(List.of(), planned("stranger", "?section=scheduled&scope=all"));
        assertThat(text("ben", "tasks/?scope=all"), not(containsString("secret")));
        assertThat(text("ben", "tasks/board/csv?section=scheduled&scope=all"), not(containsString("secret")));
        assertEquals(
                3,
                text("ben", "tasks/board/csv?section=scheduled&scope=all")
                        .lines()
                        .count());

        Team night = new Team("night");
        night.setMembers("ana, ben");
        Teams.get().setTeams(List.of(night));
        assertEquals(List.of("tonight", "later"), planned("ana", "?section=scheduled&scope=team"));

        later.renameTo("much later");
        assertEquals(List.of("much later"), planned("boss", "?section=scheduled&scope=all&q=LATER"));
        later.makeDisabled(true);
        assertEquals(List.of(), planned("boss", "?section=scheduled&scope=all&q=LATER"));
    }

    @Test
    void whatIsDueIsListedUntilItBegins() throws Exception {
        // Should the clock come by meanwhile, it waits.
        j.jenkins.doQuietDown();
        tonight.removeProperty(LaunchSchedule.class);
        assertEquals(List.of(), planned("ana", "?section=scheduled"));
        schedule(tonight, "ana", 0);
        String at = tonight.getProperty(LaunchSchedule.class).getStartAt();
        String until = Instant.now().minusSeconds(100).toString();
        new XmlFile(Items.XSTREAM2, new File(tonight.getRootDir(), "schedule.xml"))
                .write(new HashMap<>(Map.of("schedule", at + " null", "until", until)));
        tonight.save();
        assertEquals(List.of("tonight"), planned("ana", "?section=scheduled"));
        Queue.getInstance().clear();
        j.jenkins.doCancelQuietDown();
    }

    @Test
    void whatIsMadeOfAConfigurationOrCopiedIsThereAtOnce() throws Exception {
        String query = "?section=scheduled&scope=all";
        assertEquals(List.of("tonight", "secret", "later"), planned("boss", query));
        j.jenkins.createProjectFromXML(
                "sent",
                new ByteArrayInputStream(tonight.getConfigFile().asString().getBytes(StandardCharsets.UTF_8)));
        assertEquals(Set.of("tonight", "secret", "later", "sent"), Set.copyOf(planned("boss", query)));
        j.jenkins.<TopLevelItem>copy(tonight, "copied");
        assertEquals(Set.of("tonight", "secret", "later", "sent", "copied"), Set.copyOf(planned("boss", query)));
    }

    @Test
    void aPackageOfTheCatalogueIsShownAndFound() throws Exception {
        for (String version : List.of("7.9", "7.10")) {
            PackageCatalogue.get()
                    .add(new DeploymentPackage(
                            "paint",
                            version,
                            TestDeployments.upload("paint"),
                            List.of(new InstallCommand("unix", "true"))));
        }
        later.setDeploymentPackage(null);
        later.setPackageReference(new PackageReference("paint"));
        later.save();
        secret.setDeploymentPackage(null);
        secret.setPackageReference(new PackageReference("gone", "3.0"));
        secret.save();

        assertEquals(List.of("later"), planned("boss", "?section=scheduled&scope=all&package=paint"));
        assertEquals(List.of("later"), planned("boss", "?section=convergences&scope=all&package=paint"));
        assertThat(text("boss", "tasks/?section=scheduled&scope=all"), containsString("7.10"));
        assertEquals(List.of("secret"), planned("boss", "?section=scheduled&scope=all&package=gone"));
    }

    @Test
    void theOwnerMayCancelAndNobodyElse() throws Exception {
        assertThat(text("ana", "tasks/"), containsString("board/cancel?job=tonight"));
        assertThat(text("ben", "tasks/?scope=all"), not(containsString("board/cancel")));
        assertThat(
                "the way back is one parameter",
                text("ana", "tasks/?scope=all&q=night"),
                containsString("back=%3Fscope%3Dall%26q%3Dnight\""));

        assertEquals(403, cancel("ben", "job=tonight").getWebResponse().getStatusCode());
        assertEquals(404, cancel("ben", "job=secret").getWebResponse().getStatusCode());
        assertNotNull(tonight.getProperty(LaunchSchedule.class));

        Page back = cancel("ana", "job=tonight&back=%3Fscope%3Dall%26q%3Dnight");
        assertEquals(new URL(j.getURL(), "tasks/?scope=all&q=night"), back.getUrl());
        assertNull(tonight.getProperty(LaunchSchedule.class));
        assertEquals(List.of(), planned("ana", "?section=scheduled"));
        assertEquals(
                new URL(j.getURL(), "tasks/"),
                cancel("ana", "job=tonight&back=https%3A%2F%2Fexample.org").getUrl());
    }

    private Page cancel(String user, String query) throws Exception {
        return post(user, "cancel?" + query);
    }

    @Test
    void whatWaitsInTheQueueIsShownCountedAndTakenBack() throws Exception {
        j.jenkins.doQuietDown();
        launch(tonight, "ana");
        launch(later, "ben");
        launch(secret, "ana");
        launch(secret, "boss");

        String waiting = "?section=scheduled&status=waiting";
        assertEquals(List.of("tonight"), planned("ana", waiting));
        assertEquals(Set.of("tonight", "later"), Set.copyOf(planned("ana", waiting + "&scope=all")));
        assertEquals(List.of("later"), planned("ana", waiting + "&scope=all&user=BEN"));
        assertEquals(List.of(), planned("ana", waiting + "&scope=all&type=schedule"));
        assertEquals(List.of(), planned("stranger", waiting + "&scope=all"));
        assertEquals(List.of("secret"), planned("boss", waiting), "The other launch of it is somebody else's");
        assertEquals(4, planned("boss", waiting + "&scope=all").size());
        assertEquals(List.of("tonight", "tonight"), planned("ana", "?section=scheduled"), "It is scheduled, too");
        assertEquals(List.of("tonight"), planned("ana", "?section=soon"), "Only what begins by itself comes soon");
        assertEquals(
                3,
                text("ana", "tasks/board/csv" + waiting + "&scope=all").lines().count());
        assertThat(text("ana", "tasks/board/csv" + waiting), containsString(",WAITING,"));

        String page = text("ana", "tasks/?scope=all");
        assertThat(page, containsString("<strong>2</strong> waiting"));
        assertThat(page, containsString("about to shut down"));
        assertThat(page, not(containsString("secret")));
        assertThat(text("ana", ""), containsString("status=waiting\">1<"));

        long hers = Queue.getInstance().getItems(tonight).get(0).getId();
        assertThat(page, containsString("board/withdraw?launch=" + hers));
        assertThat(text("ben", "tasks/?scope=all"), not(containsString("board/withdraw")));
        long hidden = Queue.getInstance().getItems(secret).get(0).getId();
        assertEquals(
                403, post("ben", "withdraw?launch=" + hers).getWebResponse().getStatusCode());
        assertEquals(
                404, post("ben", "withdraw?launch=" + hidden).getWebResponse().getStatusCode());
        assertEquals(1, Queue.getInstance().getItems(tonight).size());
        Page back = post("ana", "withdraw?launch=" + hers + "&back=%3Fscope%3Dall");
        assertEquals(new URL(j.getURL(), "tasks/?scope=all"), back.getUrl());
        assertEquals(List.of(), planned("ana", waiting));
        assertEquals(
                404, post("ana", "withdraw?launch=" + hers).getWebResponse().getStatusCode(), "It does not wait now");

        Queue.getInstance().clear();
        j.jenkins.doCancelQuietDown();
        assertEquals(List.of(), planned("boss", waiting + "&scope=all"));
    }

    @Test
    void aBuildThatTheReaderMayNotKnowIsNotNamedAsTheOneWhoLaunchedWhatWaits() throws Exception {
        FreeStyleProject above = j.createFreeStyleProject("above");
        // Nothing says why the build began, so that the build itself is who asked.
        Run<?, ?> build = above.scheduleBuild2(0, (Cause) null).get();
        j.jenkins.doQuietDown();
        tonight.scheduleBuild2(0, new CauseAction(new Cause.UpstreamCause(build)));

        String waiting = "?section=scheduled&status=waiting&scope=all";
        assertEquals(List.of("tonight"), planned("ana", waiting));
        assertThat(text("ana", "tasks/board/list" + waiting), not(containsString("above")));
        assertThat(text("ana", "tasks/" + waiting), not(containsString("above")));
        assertEquals(List.of(), planned("ana", waiting + "&user=above"));
        assertEquals(List.of("tonight"), planned("boss", waiting + "&user=above"));
        Queue.getInstance().clear();
        j.jenkins.doCancelQuietDown();
    }

    @Test
    void whoeverWouldRunItNowIsToldWhoIsDeployingTheSame() throws Exception {
        assertThat(text("ana", "tasks/"), not(containsString("is deploying the same package")));
        later.setDeploymentPackage(new DeploymentPackage(
                "tools", "1.0", TestDeployments.upload("content"), List.of(new InstallCommand("unix", "sleep 600"))));
        later.save();
        DeploymentRun running = later.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("ben")))
                .waitForStart();
        Await.until("it goes there", () -> running.getCounts().total() == 1);

        assertThat(text("ana", "tasks/"), containsString("later #1 is deploying the same package"));
        assertThat(text("boss", "tasks/?scope=all"), not(containsString("is deploying the same package")));
        running.doAbort();
        j.waitForCompletion(running);
    }

    private static void launch(DeploymentJob job, String user) {
        User.getById(user, true);
        job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause(user)));
    }

    private Page post(String user, String action) throws Exception {
        JenkinsRule.WebClient client = client(user);
        WebRequest request = new WebRequest(new URL(j.getURL(), "tasks/board/" + action), HttpMethod.POST);
        client.addCrumb(request);
        return client.getPage(request);
    }

    @Test
    void convergencesHaveATabOfTheirOwn() throws Exception {
        // Nobody looks at it meanwhile.
        later.makeDisabled(true);
        assertEquals(List.of(), planned("ana", "?section=convergences"));
        assertEquals(List.of("later"), planned("ben", "?section=convergences"));
        assertEquals(List.of("later"), planned("ana", "?section=convergences&scope=all"));
        assertEquals(List.of(), planned("stranger", "?section=convergences&scope=all"));
        String page = text("ana", "tasks/?section=convergences&scope=all");
        assertThat(page, containsString("job/later/convergence/"));
        assertThat(page, containsString("not looked at yet"));
        assertThat(text("ana", "tasks/?section=convergences"), containsString("Nothing is kept up here"));
    }

    @Test
    void theFileOfConvergencesTellsHowTheyStand() throws Exception {
        String query = "tasks/board/csv?section=convergences&scope=all";
        // Nobody looks at it meanwhile.
        later.makeDisabled(true);
        Files.writeString(later.getRootDir().toPath().resolve("convergence.json"), """
                {"memory": {"machines": {}, "tried": [], "paused": true}, "lookedAt": 1790000000000, "states": {}, "cycles": [
                  {"at": 1790000000000, "kind": "FAILED", "counts": {"CONVERGED": 3, "MISSING": 1}, "percent": 75, "due": 1,
                   "problem": "=no room"}]}
                """);
        try (CSVParser csv = CSVParser.parse(
                text("ben", query),
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            List<CSVRecord> rows = csv.getRecords();
            assertEquals(1, rows.size());
            CSVRecord row = rows.get(0);
            assertEquals("later", row.get("Task"));
            assertEquals("PAUSED", row.get("Status"));
            assertEquals("75", row.get("Percent"));
            assertEquals("'=no room", row.get("Problem"));
            assertEquals("3", row.get("Machines converged"));
            assertEquals("1", row.get("Machines missing"));
            assertEquals("0", row.get("Machines not applicable"));
            assertNotNull(Instant.parse(row.get("Next")));
        }
    }

    private List<String> planned(String user, String query) throws Exception {
        JsonNode json = JsonMapper.builder().build().readTree(text(user, "tasks/board/list" + query));
        List<String> jobs = new ArrayList<>();
        json.get("planned").forEach(row -> jobs.add(row.get("job").asText()));
        assertEquals(jobs.size(), json.get("total").asInt());
        return jobs;
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
