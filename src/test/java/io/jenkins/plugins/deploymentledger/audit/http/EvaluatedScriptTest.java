package io.jenkins.plugins.deploymentledger.audit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.deploymentledger.audit.Administrators;
import io.jenkins.plugins.deploymentledger.audit.AuditClient;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A script in the language of views does what a script of the console can do, and is kept as that is. */
@WithJenkins
class EvaluatedScriptTest {

    private static final String SCRIPT = "<j:jelly xmlns:j=\"jelly:core\">${app.rootDir}</j:jelly>";

    @Test
    void itIsKeptHoweverThePathIsWritten(JenkinsRule j) throws Exception {
        AuditClient client = Administrators.client(j);
        for (String path : List.of("eval", "ev%61l", "eval/")) {
            long mark = TestTrail.settled();
            assertEquals(200, client.send("POST", path, "application/xml", SCRIPT), path);
            List<AuditEntry> told = TestTrail.since(mark, "script.other");
            assertEquals(1, told.size(), path);
            AuditEntry entry = told.get(0);
            assertEquals(Integer.toString(SCRIPT.length()), entry.details().get("length"), path);
            String kept = TestTrail.kept(entry);
            assertEquals(SCRIPT, kept, path);
        }
    }

    @Test
    void thatATooLongOneIsNotKeptIsSaid(JenkinsRule j) throws Exception {
        AuditClient client = Administrators.client(j);
        long mark = TestTrail.settled();
        String padded = SCRIPT.replace("</j:jelly>", " ".repeat(5 << 20) + "</j:jelly>");
        assertEquals(200, client.send("POST", "eval", "application/xml", padded));
        AuditEntry entry = TestTrail.since(mark, "script.other").get(0);
        assertEquals(
                "nothing: it was not read as a whole, or is longer than can be kept",
                entry.details().get("kept"));
    }
}
