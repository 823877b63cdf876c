package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Ways that look as if they led to an action past the trail: they lead to no action at all, or the trail sees it. */
@WithJenkins
class RefusedDetourTest {

    private static final List<String> PATHS = List.of(
            "quietDown;x=y",
            ";x/quietDown",
            "quietDown;",
            "QUIETDOWN",
            "QuietDown",
            "%2FquietDown",
            "%2fquietDown",
            "manage%2FquietDown",
            "quietDown%2Fx",
            "quietDown%00",
            "quietDown%3Bx",
            "%2e%2e/quietDown",
            "static/x/quietDown",
            "adjuncts/x/quietDown",
            "doQuietDown",
            "securityRealm/quietDown");

    @Test
    void noneOfThemIsAnActionWithoutAnEntry(JenkinsRule j) throws Exception {
        String token = Administrators.token(j);
        List<String> unseen = new ArrayList<>();
        int refused = 0;
        for (String path : PATHS) {
            long mark = TestTrail.settled();
            // A connection of its own: the server closes that over which it refused a path.
            int status = new AuditClient(j.getURL(), "admin", token).post(path);
            boolean done = j.jenkins.isQuietingDown();
            int entries = TestTrail.since(mark, "system.quietdown").size();
            if (done != (entries == 1)) {
                unseen.add(path + ": answered " + status + ", " + entries + " entries");
            }
            refused += done ? 0 : 1;
            j.jenkins.doCancelQuietDown();
        }
        assertEquals(List.of(), unseen);
        assertTrue(refused >= PATHS.size() - 2, "Most of them lead nowhere");
    }

    @Test
    void whatLooksLikeAReadByItsVerbChangesNothing(JenkinsRule j) throws Exception {
        AuditClient admin = Administrators.client(j).with("X-HTTP-Method-Override", "POST");
        for (String verb : List.of("GET", "HEAD", "OPTIONS")) {
            admin.send(verb, "quietDown", "text/plain", "");
            admin.send(verb, "quietDown?_method=POST", "text/plain", "");
            assertFalse(j.jenkins.isQuietingDown(), verb);
        }
    }
}
