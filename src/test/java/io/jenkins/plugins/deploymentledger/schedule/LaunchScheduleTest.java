package io.jenkins.plugins.deploymentledger.schedule;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Item;
import hudson.model.Label;
import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.core.history.TaskOrigin;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.schedule.Occurrence;
import io.jenkins.plugins.deploymentledger.dashboard.history.LaunchFacts;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentOptions;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.StandingOrder;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Deployments that begin by themselves: when, in whose name, and how often. */
class LaunchScheduleTest {

    private static final Instant TOMORROW =
            Instant.ofEpochSecond(Instant.now().plus(Duration.ofDays(1)).getEpochSecond() / 60 * 60);

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void theFormKeepsItAndMakesTheUserItsOwner() throws Throwable {
        sessions.then(j -> {
            secure(j);
            DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("none"));
            LaunchSchedule schedule = schedule("ben");
            schedule.setCron("H 2 * * 6");
            schedule.setExpireAt(StandingOrder.text(TOMORROW.plus(Duration.ofDays(30)), ZoneId.of("Europe/Paris")));
            schedule.setTimeZone("Europe/Paris");
            schedule.setMakeUp(true);
            job.addProperty(schedule);
            JenkinsRule.WebClient client = j.createWebClient().login("admin");

            HtmlPage page = client.getPage(job, "configure");
            j.submit(page.getFormByName("config"));

            LaunchSchedule saved = job.getProperty(LaunchSchedule.class);
            assertEquals("admin", saved.getOwner());
            schedule.setOwner("admin");
            j.assertEqualDataBoundBeans(schedule, saved);
            assertTrue(
                    LaunchSchedule.next(job)
                            .filter(next -> !next.isAfter(TOMORROW))
                            .isPresent(),
                    "At the first of its times");
            assertThat(client.getPage(job).asNormalizedText(), containsString("in the name of admin"));
        });
    }

    @Test
    void itBeginsOnceInItsOwnersNameOverARestart() throws Throwable {
        sessions.then(j -> {
            secure(j);
            DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("none"));
            job.addProperty(schedule("ben"));
            assertNull(lookAt(j, job, Instant.now()), "Not before its time");

            DeploymentRun run = lookAt(j, job, TOMORROW.plusSeconds(30));

            assertNotNull(run);
            assertEquals("ben", run.getCause(ScheduleCause.class).getOwner());
            LaunchFacts facts = run.getAction(LaunchFacts.class);
            assertEquals("ben", facts.getInitiatorId(), "Among the owner's tasks");
            assertEquals(TaskOrigin.SCHEDULE, facts.getOrigin());
            assertEquals(1, lookAt(j, job, TOMORROW.plusSeconds(90)).getNumber());
        });
        sessions.then(j -> {
            DeploymentJob job = j.jenkins.getItemByFullName("deploy", DeploymentJob.class);
            assertEquals(1, lookAt(j, job, TOMORROW.plusSeconds(150)).getNumber());
        });
    }

    /** Nobody asks for it at the moment, and somebody answers for it. */
    @Test
    void theAuditTrailNamesItsOwner() throws Throwable {
        sessions.then(j -> {
            secure(j);
            DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("none"));
            job.addProperty(schedule("ben"));
            lookAt(j, job, Instant.now());
            long mark = TestTrail.end();
            assertNotNull(lookAt(j, job, TOMORROW.plusSeconds(30)));
            for (String event : List.of("deployment.started", "deployment.finished")) {
                AuditEntry entry = TestTrail.since(mark, event).get(0);
                assertEquals("ben", entry.details().get("owner"));
                assertEquals("ben", entry.effective().id());
                assertEquals("Schedule of ben", entry.operatedBy().name(), "Found by the owner's name");
            }
        });
    }

    @Test
    void aStartIsDueUntilItWasDealtWith() throws Throwable {
        sessions.then(j -> {
            secure(j);
            DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("none"));
            LaunchSchedule schedule = schedule("ben");
            job.addProperty(schedule);
            lookAt(j, job, Instant.now());
            assertEquals(Optional.empty(), schedule.due(job, TOMORROW.minusSeconds(1)));
            assertEquals(Optional.of(TOMORROW), schedule.due(job, TOMORROW.plusSeconds(58)));
            lookAt(j, job, TOMORROW.plusSeconds(59));
            assertEquals(Optional.empty(), schedule.due(job, TOMORROW.plusSeconds(60)));
        });
    }

    @Test
    void aMissedStartIsLeftOutUnlessItIsMadeUpFor() throws Throwable {
        sessions.then(j -> {
            secure(j);
            DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("none"));
            job.addProperty(schedule("ben"));
            lookAt(j, job, Instant.now());
            assertNull(lookAt(j, job, TOMORROW.plus(Duration.ofHours(3))));

            DeploymentJob other = TestDeployments.create("other", "exit 0", new LabelTarget("none"));
            LaunchSchedule schedule = schedule("ben");
            schedule.setMakeUp(true);
            other.addProperty(schedule);
            lookAt(j, other, Instant.now());
            assertNotNull(lookAt(j, other, TOMORROW.plus(Duration.ofHours(3))));
        });
    }

    @Test
    void anOwnerWithoutThePermissionStartsNothing() throws Throwable {
        sessions.then(j -> {
            secure(j);
            DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("none"));
            job.addProperty(schedule("reader"));
            lookAt(j, job, Instant.now());
            assertNull(lookAt(j, job, TOMORROW));
            assertThat(
                    j.createWebClient().login("admin").getPage(job).asNormalizedText(),
                    containsString(
                            "did not take place: The owner reader is unknown, or lacks the permission Job/Build."));
        });
    }

    @Test
    void itGoesNowhereWhereItsOwnerMayNotDeploy() throws Throwable {
        sessions.then(j -> {
            secure(j);
            j.createOnlineSlave(Label.get("m"));
            for (String owner : List.of("ben", "admin")) {
                DeploymentJob job = TestDeployments.create("by-" + owner, "exit 0", new LabelTarget("m"));
                job.addProperty(schedule(owner));
                lookAt(j, job, Instant.now());
                boolean permitted = "admin".equals(owner);

                DeploymentRun run = lookAt(j, job, TOMORROW.plusSeconds(30));

                j.assertBuildStatus(permitted ? Result.SUCCESS : Result.NOT_BUILT, run);
                assertEquals(permitted ? 1 : 0, run.getCounts().total());
            }
        });
    }

    @Test
    void aStartAtWhichNoHourComesBeforeTheEndIsRefused() throws Throwable {
        sessions.then(j -> {
            secure(j);
            DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("none"));
            ZonedDateTime start = TOMORROW.atZone(ZoneId.systemDefault());
            DeploymentOptions options = new DeploymentOptions();
            options.setHours("%02d:00-%02d:00"
                    .formatted(start.plusHours(5).getHour(), start.plusHours(6).getHour()));
            options.setEndAfterHours(2);
            job.setOptions(options);
            job.addProperty(schedule("ben"));
            lookAt(j, job, Instant.now());

            assertNull(lookAt(j, job, TOMORROW));
            JenkinsRule.WebClient client = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
            client.login("admin");
            assertThat(
                    client.getPage(job).asNormalizedText(),
                    containsString("did not take place: At none of the hours " + options.getHours()));
            HtmlPage answer = j.submit(client.getPage(job, "configure").getFormByName("config"));
            assertEquals(400, answer.getWebResponse().getStatusCode());
            assertThat(answer.asNormalizedText(), containsString("At none of the hours " + options.getHours()));
        });
    }

    /** A minute that the clocks skip comes later, and one that they repeat comes once. */
    @Test
    void aDailyStartComesOnceOnTheDaysOnWhichTheClocksAreSet() {
        ZoneId paris = ZoneId.of("Europe/Paris");
        for (String day : List.of("2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25")) {
            for (String cron : List.of("30 2 * * *", "0 3 * * *", "15 1 * * *")) {
                ScheduleTimes times = times(null, "TZ=Europe/Paris\n" + cron, null);
                Instant midnight = LocalDate.parse(day).atStartOfDay(paris).toInstant();
                Instant next =
                        LocalDate.parse(day).plusDays(1).atStartOfDay(paris).toInstant();
                Instant dealtWith = midnight.minusSeconds(1);
                int launches = 0;
                for (Instant now = midnight; now.isBefore(next); now = now.plusSeconds(60)) {
                    if (Occurrence.of(times.latest(now), dealtWith, null, false, now) == Occurrence.LAUNCH) {
                        launches++;
                        dealtWith = now;
                    }
                }
                assertEquals(1, launches, cron + " on " + day);
            }
        }
    }

    @Test
    void theNextStartIsWhenItWillBeOnTheseDays() {
        ScheduleTimes times = times(null, "TZ=Europe/Paris\n30 2 * * *", null);

        assertEquals(
                Instant.parse("2026-03-29T01:30:00Z"),
                times.next(Instant.parse("2026-03-28T12:00:00Z")).orElseThrow(),
                "02:30 is skipped, and 03:30 takes its place");
        assertEquals(
                Instant.parse("2026-10-25T00:30:00Z"),
                times.next(Instant.parse("2026-10-24T12:00:00Z")).orElseThrow());
        assertEquals(
                Instant.parse("2026-10-26T01:30:00Z"),
                times.next(Instant.parse("2026-10-25T00:30:00Z")).orElseThrow(),
                "Not again an hour later");
        assertEquals(
                Instant.parse("2026-10-25T01:00:00Z"),
                times(null, "TZ=Europe/Paris\n0 * * * *", null)
                        .next(Instant.parse("2026-10-25T00:30:00Z"))
                        .orElseThrow(),
                "What comes each hour does");
    }

    @Test
    void aMinuteThatHasBegunIsTheLatestAndNotTheNext() {
        ScheduleTimes times = times(null, "TZ=Etc/UTC\n0 20 * * *\n# or\n30 6 * * *", null);
        Instant evening = Instant.parse("2026-12-24T20:00:00Z");

        assertEquals(evening, times.next(evening.minusSeconds(1)).orElseThrow());
        assertEquals(evening, times.latest(evening.plusSeconds(40)));
        assertEquals(
                Instant.parse("2026-12-25T06:30:00Z"),
                times.next(evening.plusSeconds(40)).orElseThrow());
    }

    @Test
    void aDateThatNeverComesIsRefused() {
        ScheduleTimes times = times(null, "0 0 31 6 *", null);

        assertThrows(IllegalArgumentException.class, () -> times.checkAhead(Instant.now()));
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        assertRefused(null, null, null, "Say when the deployment begins");
        assertRefused("tomorrow", null, null, "\"tomorrow\" cannot be read");
        assertRefused("2026-12-24 20:00", null, "2026-12-24 19:00", "before it starts");
        assertRefused(null, "1 2", null, "\"1 2\" is no cron expression");
        IllegalArgumentException past =
                assertThrows(IllegalArgumentException.class, () -> times("2020-01-01 00:00", null, null)
                        .checkAhead(Instant.now()));
        assertThat(past.getMessage(), containsString("would never begin"));
    }

    private static void assertRefused(String start, String cron, String expiry, String reason) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> times(start, cron, expiry));
        assertThat(refused.getMessage(), containsString(reason));
    }

    @Test
    void itsTimesAreReadOnTheClocksOfItsZone() {
        LaunchSchedule schedule = new LaunchSchedule();
        schedule.setStartAt("2026-12-24 20:00");
        schedule.setCron("0 20 * * *");
        schedule.setTimeZone("Asia/Tokyo");
        ScheduleTimes tokyo = ScheduleTimes.of(schedule, "x");

        assertEquals(Instant.parse("2026-12-24T11:00:00Z"), tokyo.once());
        assertEquals(
                Instant.parse("2027-01-01T11:00:00Z"),
                tokyo.next(Instant.parse("2027-01-01T00:00:00Z")).orElseThrow());
        schedule.setTimeZone("Asia/Tokio");
        assertThat(
                assertThrows(IllegalArgumentException.class, () -> ScheduleTimes.of(schedule, "x"))
                        .getMessage(),
                containsString("Asia/Tokio"));
    }

    private static ScheduleTimes times(String start, String cron, String expiry) {
        LaunchSchedule schedule = new LaunchSchedule();
        schedule.setStartAt(start);
        schedule.setCron(cron);
        schedule.setExpireAt(expiry);
        return ScheduleTimes.of(schedule, "seed");
    }

    private static LaunchSchedule schedule(String owner) {
        LaunchSchedule schedule = new LaunchSchedule();
        schedule.setStartAt(StandingOrder.text(TOMORROW, ZoneId.systemDefault()));
        schedule.setOwner(owner);
        return schedule;
    }

    /** Looks at a job's schedule at a moment, and gives its newest run afterwards. */
    private static DeploymentRun lookAt(JenkinsRule j, DeploymentJob job, Instant now) throws Exception {
        LaunchClock.look(job, job.getProperty(LaunchSchedule.class), now);
        j.waitUntilNoActivity();
        return job.getLastBuild();
    }

    private static void secure(JenkinsRule j) {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "ben")
                .grant(Item.BUILD)
                .everywhere()
                .to("ben"));
        for (String id : new String[] {"ben", "reader", "admin"}) {
            User.getById(id, true);
        }
    }
}
