package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.change.Change;
import io.jenkins.plugins.deploymentledger.core.change.Difference;
import io.jenkins.plugins.deploymentledger.core.change.DifferenceJson;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whoever makes something, uses it and takes it away again leaves what it was. */
@WithJenkins
class CreatedAndDeletedTest {

    private static final String EVIL = "rm -rf /evil";
    private static final String JOB =
            "<project><description>%s</description><authToken>sesame-open-now</authToken><builders>"
                    + "<hudson.tasks.Shell><command>" + EVIL + "</command></hudson.tasks.Shell></builders>"
                    + "<publishers/><buildWrappers/></project>";
    private static final String FOLDER =
            "<com.cloudbees.hudson.plugins.folder.Folder><description>%s</description></com.cloudbees.hudson.plugins.folder.Folder>";
    private static final String NODE =
            "<slave><name>agent</name><remoteFS>/tmp/evil</remoteFS><numExecutors>1</numExecutors>"
                    + "<mode>NORMAL</mode><launcher class=\"hudson.slaves.JNLPLauncher\"/><label></label><nodeProperties/></slave>";

    private AuditClient admin;

    @BeforeEach
    void secure(JenkinsRule j) throws Exception {
        admin = Administrators.client(j);
    }

    /** What the only entry of an event on something tells that there was. */
    private static String told(long mark, String event, String target, Change.Kind kind) throws IOException {
        List<AuditEntry> entries = TestTrail.since(mark, event).stream()
                .filter(entry -> entry.target().id().equals(target))
                .toList();
        assertEquals(1, entries.size(), () -> event + " of " + target + ": " + entries);
        String diff = entries.get(0).details().getOrDefault("diff", "");
        assertFalse(diff.isEmpty(), () -> "What it holds: " + entries);
        Difference difference = DifferenceJson.read(diff);
        assertEquals(
                List.of(kind), difference.changes().stream().map(Change::kind).toList(), diff);
        assertEquals("1", entries.get(0).details().get("changes"));
        Change all = difference.changes().get(0);
        String value = kind == Change.Kind.ADDED ? all.after() : all.before();
        assertFalse(value.contains("sesame"), "Without secrets: " + value);
        return value;
    }

    @Test
    void aJobsContentIsToldWhenItComesAndWhenItGoes() throws Exception {
        long mark = TestTrail.end();
        assertEquals(200, admin.postXml("createItem?name=made", JOB.formatted("one")));
        assertTrue(told(mark, "item.created", "made", Change.Kind.ADDED).contains(EVIL));
        assertEquals(302, admin.post("createItem?name=copied&mode=copy&from=made"));
        assertTrue(told(mark, "item.copied", "copied", Change.Kind.ADDED).contains(EVIL));
        // As it was at last.
        assertEquals(200, admin.postXml("job/copied/config.xml", JOB.formatted("two")));
        mark = TestTrail.end();
        assertEquals(302, admin.post("job/copied/doDelete"));
        assertEquals(302, admin.post("job/made/doDelete"));
        assertTrue(told(mark, "item.deleted", "made", Change.Kind.REMOVED).contains(EVIL));
        assertTrue(told(mark, "item.deleted", "copied", Change.Kind.REMOVED).contains("two"));
        assertEquals(2, TestTrail.since(mark, "item.deleted").size());
        // What is made anew under the name of a deleted one is new.
        mark = TestTrail.end();
        assertEquals(200, admin.postXml("createItem?name=made", JOB.formatted("three")));
        assertTrue(told(mark, "item.created", "made", Change.Kind.ADDED).contains("three"));
    }

    @Test
    void soIsThatOfAFolderAndOfAllInIt() throws Exception {
        assertEquals(200, admin.postXml("createItem?name=folder", FOLDER.formatted("here")));
        assertEquals(200, admin.postXml("job/folder/createItem?name=inside", JOB.formatted("one")));
        long mark = TestTrail.end();
        assertEquals(302, admin.post("job/folder/doDelete"));
        assertTrue(told(mark, "item.deleted", "folder", Change.Kind.REMOVED).contains("here"));
        assertTrue(
                told(mark, "item.deleted", "folder/inside", Change.Kind.REMOVED).contains(EVIL));
    }

    @Test
    void soIsThatOfANode() throws Exception {
        long mark = TestTrail.end();
        assertEquals(0, admin.cli(NODE, "create-node", "agent"));
        assertTrue(told(mark, "node.created", "agent", Change.Kind.ADDED).contains("/tmp/evil"));
        assertEquals(302, admin.post("computer/agent/doDelete"));
        assertTrue(told(mark, "node.deleted", "agent", Change.Kind.REMOVED).contains("/tmp/evil"));
    }

    /** It is kept beside the entry. */
    @Test
    void whatIsLongIsToldToo() throws Exception {
        long mark = TestTrail.end();
        assertEquals(200, admin.postXml("createItem?name=long", JOB.formatted("so ".repeat(60_000))));
        assertEquals(302, admin.post("job/long/doDelete"));
        for (String event : List.of("item.created", "item.deleted")) {
            AuditEntry entry = TestTrail.since(mark, event).get(0);
            assertEquals(
                    List.of("details"),
                    entry.blobs().stream().map(BlobReference::name).toList());
            String kept = TestTrail.kept(entry);
            assertTrue(kept.contains(EVIL), event);
            String page = admin.exchange("GET", "audit-trail/entry/" + entry.sequence() + "/", "text/plain", "")
                    .body();
            assertTrue(page.contains(EVIL), "On the page of the entry, too: " + event);
        }
    }
}
