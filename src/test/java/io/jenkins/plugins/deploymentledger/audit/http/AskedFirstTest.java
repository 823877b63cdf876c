package io.jenkins.plugins.deploymentledger.audit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.deploymentledger.audit.Administrators;
import io.jenkins.plugins.deploymentledger.audit.AuditClient;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** To open a page that asks whether to do something is not to do it. */
@WithJenkins
class AskedFirstTest {

    @Test
    void theQuestionWhetherToRestartIsNoRestart(JenkinsRule j) throws Exception {
        AuditClient client = Administrators.client(j);
        long mark = TestTrail.settled();
        assertEquals(200, client.get("restart"));
        assertEquals(200, client.get("safeRestart"));
        TestTrail.settled();
        assertEquals(List.of(), TestTrail.since(mark, "system.restart.requested"));
    }
}
