package io.jenkins.plugins.deploymentledger.audit.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.audit.Administrators;
import io.jenkins.plugins.deploymentledger.audit.AuditClient;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Core takes the file of a log recorder away that gets another name, and tells nobody. */
@WithJenkins
class GoneFilesTest {

    private static final String FORM = "{\"name\":\"%s\",\"loggers\":{\"name\":\"a.b.c\",\"level\":\"500\"}}";

    @Test
    void aRecorderThatIsRenamedIsNotTakenForOneThatWasTakenAwayOnTheDisk(JenkinsRule j) throws Exception {
        AuditClient admin = Administrators.client(j);
        assertEquals(302, admin.post("log/newLogRecorder", "name", "old"));
        assertEquals(302, admin.post("log/old/configSubmit", "name", "old", "json", FORM.formatted("old")));
        long mark = TestTrail.settled();

        assertEquals(302, admin.post("log/old/configSubmit", "name", "new", "json", FORM.formatted("new")));

        List<AuditEntry> gone = TestTrail.since(mark, "log.recorder.deleted");
        assertEquals(1, gone.size());
        assertEquals("old", gone.get(0).target().id());
        assertEquals("admin", gone.get(0).operatedBy().id());
        assertEquals("new", gone.get(0).details().get("renamed to"));
        assertThat(gone.get(0).details().get("diff"), containsString("a.b.c"));
        AuditEntry now = TestTrail.since(mark, "log.recorder.updated").get(0);
        assertEquals("new", now.target().id());
        assertEquals(now.details().get("request"), gone.get(0).details().get("request"), "One click");

        mark = TestTrail.settled();
        assertEquals(302, admin.post("reload"));
        Await.until(
                "Jenkins has read its files",
                () -> j.jenkins.getServletContext().getAttribute("app") == j.jenkins);
        TestTrail.settled();
        assertTrue(
                TestTrail.since(mark).stream()
                        .noneMatch(entry -> entry.event().name().startsWith("drift.")),
                "Nobody touched the disk");
    }
}
