package io.jenkins.plugins.deploymentledger.audit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.security.csrf.CrumbIssuer;
import io.jenkins.plugins.deploymentledger.audit.Administrators;
import io.jenkins.plugins.deploymentledger.audit.AuditClient;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** How somebody proved who it is: what Jenkins went by, not what the request says. */
@WithJenkins
class AuthenticationKindTest {

    private JenkinsRule j;
    private String token;
    private long mark;

    @BeforeEach
    void secure(JenkinsRule rule) throws Exception {
        j = rule;
        token = Administrators.token(j);
        j.jenkins.setCrumbIssuer((CrumbIssuer) null);
        mark = TestTrail.settled();
    }

    private String kind() throws Exception {
        List<AuditEntry> entries = TestTrail.since(mark, "system.quietdown");
        assertEquals(1, entries.size(), entries::toString);
        assertEquals("admin", entries.get(0).operatedBy().id());
        return entries.get(0).details().get("authenticated");
    }

    private static String basic(String secret) {
        return "Basic " + Base64.getEncoder().encodeToString(("admin:" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "bearer", "wrong password", "Basic !", ""})
    void aHeaderMakesNothingElseOfASession(String header) throws Exception {
        JenkinsRule.WebClient browser = j.createWebClient();
        browser.login("admin", "admin-password");
        if (!header.isEmpty()) {
            browser.addRequestHeader("Authorization", header.equals("wrong password") ? basic(header) : header);
        }
        browser.setThrowExceptionOnFailingStatusCode(false);
        int status = browser.getPage(new WebRequest(new URL(j.getURL(), "quietDown"), HttpMethod.POST))
                .getWebResponse()
                .getStatusCode();
        if (header.equals("Basic !")) {
            assertEquals(401, status, "Jenkins takes no header that it cannot read");
        } else {
            assertEquals("session", kind());
        }
    }

    @Test
    void aPasswordInAHeaderIsOne() throws Exception {
        assertEquals(302, new AuditClient(j.getURL(), "admin", "admin-password").post("quietDown"));
        assertEquals("basic", kind());
    }

    @Test
    void aTokenIsOne() throws Exception {
        assertEquals(302, new AuditClient(j.getURL(), "admin", token).post("quietDown"));
        assertEquals("token", kind());
    }
}
