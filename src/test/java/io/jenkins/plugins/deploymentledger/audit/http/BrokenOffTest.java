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

/** What breaks off while it answers is not told as a success alone. */
@WithJenkins
class BrokenOffTest {

    /** Writes more than any buffer holds, and fails then. */
    private static final String FAILS_LATE = "<j:jelly xmlns:j=\"jelly:core\">"
            + "<j:forEach begin=\"1\" end=\"100000\">some text</j:forEach><j:include uri=\"none.jelly\"/></j:jelly>";

    @Test
    void anActionThatFailsBehindItsFirstByteHasAnEntryOfThatToo(JenkinsRule j) throws Exception {
        AuditClient client = Administrators.client(j);
        long mark = TestTrail.settled();
        assertEquals(200, client.send("POST", "eval", "application/xml", FAILS_LATE), "It fails behind the status");
        TestTrail.settled();
        List<AuditEntry> entries = TestTrail.since(mark, "script.other");
        assertEquals(
                List.of("success", "failure"),
                entries.stream().map(entry -> entry.outcome().word()).toList());
        assertEquals("broke off", entries.get(1).details().get("answer"));
        assertEquals(
                entries.get(0).details().get("request"),
                entries.get(1).details().get("request"));
    }
}
