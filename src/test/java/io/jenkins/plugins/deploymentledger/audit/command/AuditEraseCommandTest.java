package io.jenkins.plugins.deploymentledger.audit.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.cli.CLICommandInvoker;
import hudson.cli.CLICommandInvoker.Result;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.LedgerVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A script with a password that nobody could know for one can be erased, by those who answer for the trail, and for all to see. */
@WithJenkins
class AuditEraseCommandTest {

    private static final String SCRIPT = "println 'p4ssw0rd that nothing marks as such'";

    private JenkinsRule j;
    private long entry;

    @BeforeEach
    void recordAScript(JenkinsRule rule) throws IOException {
        j = rule;
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(AuditPermissions.VIEW)
                .everywhere()
                .to("keeper", "reader")
                .grant(AuditPermissions.CONFIGURE)
                .everywhere()
                .to("keeper", "blind"));
        TestTrail.end();
        entry = ledger().append(AuditEvent.of(EventType.of("script.console"))
                        .by("ana", "Ana")
                        .blob(ledger().putBlob("script", SCRIPT.getBytes(UTF_8)))
                        .build())
                .join()
                .sequence();
    }

    private static Ledger ledger() {
        return Recorder.find().orElseThrow().trail().ledger().orElseThrow();
    }

    private Result run(String user, String... arguments) {
        return new CLICommandInvoker(j, "audit-erase").asUser(user).invokeWithArgs(arguments);
    }

    private Result erase(String user, String reason) {
        return run(user, "--entry", Long.toString(entry), "--reason", reason);
    }

    private String page() throws Exception {
        return j.createWebClient()
                .login("admin")
                .goTo("audit-trail/entry/" + entry + "/")
                .asXml();
    }

    private static boolean isKept() throws IOException {
        try (Stream<Path> files = Files.walk(ledger().directory().blobs())) {
            return files.anyMatch(file -> file.toString().endsWith(".blob"));
        }
    }

    @Test
    void theScriptIsGoneAndWhoWhyAndWhenIsRecorded() throws Exception {
        assertTrue(page().contains("p4ssw0rd"));
        long mark = TestTrail.end();
        Result erased = erase("keeper", "It held a password.");
        assertEquals(0, erased.returnCode(), erased::stderr);
        AuditEntry recorded = TestTrail.since(mark, "audit.blob.erased").get(0);
        assertEquals("keeper", recorded.operatedBy().id());
        assertEquals("It held a password.", recorded.details().get("reason"));
        assertEquals(Long.toString(entry), recorded.details().get("entry"));
        assertTrue(erased.stdout().contains("entry " + recorded.sequence() + " says so"), erased::stdout);
        assertFalse(isKept(), "Nothing of it is left");
        assertFalse(page().contains("p4ssw0rd"));
        assertTrue(page().contains("It held a password."), "Whoever looks for it learns why it is gone");
        ledger().checkpoint();
        assertEquals(
                List.of(),
                LedgerVerifier.verify(ledger().directory().root(), VerificationOptions.ALL)
                        .findings());
        Result again = erase("keeper", "Once more");
        assertEquals(3, again.returnCode());
        assertTrue(again.stderr().contains("was erased"), again::stderr);
        assertEquals(1, TestTrail.since(mark, "audit.blob.erased").size());
    }

    /** It is explained with what it is about, and an entry stays. */
    @Test
    void theReasonHoldsNoPasswordEither() throws Exception {
        long mark = TestTrail.end();
        assertEquals(0, erase("keeper", "It held password=Er4seReason").returnCode());
        String reason =
                TestTrail.since(mark, "audit.blob.erased").get(0).details().get("reason");
        assertTrue(reason.startsWith("It held password="), reason);
        assertFalse(reason.contains("Er4seReason"), reason);
    }

    @Test
    void whoMayNotAndWhatCannotBeErasesNothing() throws Exception {
        for (String user : List.of("reader", "blind", "stranger")) {
            assertEquals(6, erase(user, "I may not").returnCode(), user);
        }
        Result noEntry = run("keeper", "--entry", "99999999", "--reason", "x");
        assertEquals(3, noEntry.returnCode());
        assertTrue(noEntry.stderr().contains("--entry: There is no entry 99999999"), noEntry::stderr);
        Result noName = run("keeper", "--entry", Long.toString(entry), "--attachment", "details", "--reason", "x");
        assertEquals(3, noName.returnCode());
        assertTrue(noName.stderr().contains("--attachment: ") && noName.stderr().contains("script"), noName::stderr);
        assertEquals(3, erase("keeper", " ").returnCode());
        assertEquals(3, erase("keeper", "x".repeat(501)).returnCode());
        assertEquals(2, run("keeper", "--entry", Long.toString(entry)).returnCode(), "A reason is needed");
        assertTrue(isKept());
        assertTrue(page().contains("p4ssw0rd"));
    }
}
