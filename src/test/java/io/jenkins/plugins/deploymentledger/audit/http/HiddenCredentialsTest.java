package io.jenkins.plugins.deploymentledger.audit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.HudsonPrivateSecurityRealm;
import io.jenkins.plugins.deploymentledger.audit.Administrators;
import io.jenkins.plugins.deploymentledger.audit.AuditClient;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.security.ApiTokenProperty;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whoever may not see credentials is answered as if there were none; that they tried to change some is told. */
@WithJenkins
class HiddenCredentialsTest {

    private static final String CREATE = "credentials/store/%s/domain/_/createCredentials";

    @Test
    void aRefusedChangeIsTold(JenkinsRule j) throws Exception {
        AuditClient admin = Administrators.client(j);
        j.createProject(Folder.class, "box");
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader"));
        User account = ((HudsonPrivateSecurityRealm) j.jenkins.getSecurityRealm()).createAccount("reader", "pass-word");
        String token = account.getProperty(ApiTokenProperty.class).generateNewToken("test").plainValue;
        AuditClient reader = admin.as("reader", token);
        long mark = TestTrail.settled();
        for (String path : List.of("job/box/" + CREATE.formatted("folder"), "manage/" + CREATE.formatted("system"))) {
            assertEquals(404, reader.postXml(path, "<x/>"), path);
        }
        List<AuditEntry> denied = TestTrail.since(mark, "auth.denied");
        assertEquals(
                List.of("reader", "reader"),
                denied.stream().map(entry -> entry.operatedBy().id()).toList(),
                TestTrail.since(mark)::toString);
        assertEquals("box", denied.get(0).target().id());

        mark = TestTrail.settled();
        assertEquals(404, admin.postXml("job/box/" + CREATE.formatted("nowhere"), "<x/>"));
        TestTrail.settled();
        assertEquals(List.of(), TestTrail.since(mark, "auth.denied"), "An administrator has mistyped");
    }
}
