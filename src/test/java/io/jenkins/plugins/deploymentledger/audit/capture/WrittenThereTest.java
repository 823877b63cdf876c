package io.jenkins.plugins.deploymentledger.audit.capture;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.deploymentledger.audit.Administrators;
import io.jenkins.plugins.deploymentledger.audit.AuditClient;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What somebody wrote for others to read is in the entry, however it was sent. */
@WithJenkins
class WrittenThereTest {

    @Test
    void whyNothingIsToBeginAnyMore(JenkinsRule j) throws Exception {
        AuditClient admin = Administrators.client(j);
        long mark = TestTrail.settled();
        assertEquals(302, admin.post("quietDown", "message", "New disks"));
        assertEquals("New disks", only(mark, "system.quietdown").get("reason"));

        mark = TestTrail.settled();
        assertEquals(
                302,
                admin.post(
                        "manage/prepareShutdown/prepare",
                        "json",
                        "{\"shutdownReason\":\"The --password=Quie7-Nigh7 move\"}"));
        String reason = only(mark, "system.quietdown").get("reason");
        assertThat(reason, containsString("move"));
        assertThat(reason, not(containsString("Quie7")));

        mark = TestTrail.settled();
        assertEquals(302, admin.post("quietDown"));
        assertEquals(null, only(mark, "system.quietdown").get("reason"), "That of before is not told again");

        mark = TestTrail.settled();
        assertEquals(0, admin.cli("", "quiet-down", "-reason", "New fans"));
        assertEquals("New fans", only(mark, "system.quietdown").get("reason"));
    }

    @Test
    void howABuildIsDescribedAndCalled(JenkinsRule j) throws Exception {
        AuditClient admin = Administrators.client(j);
        FreeStyleProject job = j.createFreeStyleProject("job");
        j.buildAndAssertSuccess(job);
        long mark = TestTrail.settled();
        assertEquals(302, admin.post("job/job/1/submitDescription", "description", "Went to Paris"));
        Map<String, String> described = only(mark, "build.updated");
        assertEquals("Went to Paris", described.get("description"));
        assertEquals(null, described.get("display name"), "It is called by its number still");

        mark = TestTrail.settled();
        String form = "{\"displayName\":\"Rehearsal\",\"description\":\"Went to Rome\"}";
        assertEquals(302, admin.post("job/job/1/configSubmit", "json", form));
        Map<String, String> called = only(mark, "build.updated");
        assertEquals("Went to Rome", called.get("description"));
        assertEquals("Rehearsal", called.get("display name"));

        mark = TestTrail.settled();
        assertEquals(0, admin.cli("", "set-build-description", "job", "1", "Went to Oslo"));
        assertEquals("Went to Oslo", only(mark, "build.updated").get("description"));
        mark = TestTrail.settled();
        assertEquals(0, admin.cli("", "set-build-display-name", "job", "1", "Premiere"));
        assertEquals("Premiere", only(mark, "build.updated").get("display name"));
    }

    private static Map<String, String> only(long mark, String event) throws Exception {
        List<AuditEntry> told = TestTrail.since(mark, event);
        assertEquals(1, told.size(), event);
        return told.get(0).details();
    }
}
