package io.jenkins.plugins.deploymentledger.audit.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.cli.CLICommand;
import hudson.cli.CLICommandInvoker;
import hudson.cli.CLICommandInvoker.Result;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportManifest;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportVerifier;
import io.jenkins.plugins.deploymentledger.testing.ReaderLanguage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What an auditor gets from the commands, and what others do not. */
@WithJenkins
class AuditCommandsTest {

    @TempDir
    private Path temp;

    private JenkinsRule j;

    @BeforeEach
    void fill(JenkinsRule rule) {
        j = rule;
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(AuditPermissions.VIEW)
                .everywhere()
                .to("reader", "auditor")
                .grant(AuditPermissions.EXPORT)
                .everywhere()
                .to("auditor"));
        for (int i = 0; i < 30; i++) {
            AuditTrail.record(AuditTrail.begin(EventType.of(i % 3 == 0 ? "user.deleted" : "item.created"))
                    .by(i % 2 == 0 ? "ana" : "ben", "=1+1 \u001b[31m")
                    .on("job", "job" + i, "Job " + i));
        }
        TestTrail.end();
    }

    private Result run(String user, String command, String... arguments) {
        return new CLICommandInvoker(j, command).asUser(user).invokeWithArgs(arguments);
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.get("events").forEach(event -> ids.add(event.get("targetId").textValue()));
        return ids;
    }

    @Test
    void aPageIsFilteredAndHasANext() throws Exception {
        Result first =
                run("reader", "audit-query", "--actor-id", "ana", "--event", "user.deleted", "--limit", "2", "--json");
        assertEquals(0, first.returnCode(), first::stderr);
        JsonNode page = new ObjectMapper().readTree(first.stdout());
        assertEquals(List.of("job24", "job18"), ids(page));
        String before = page.get("before").asText();
        Result next = run(
                "reader",
                "audit-query",
                "--operated-by-id=ana",
                "--category=user",
                "--event=user.deleted",
                "--before=" + before,
                "--json");
        assertEquals(List.of("job12", "job6", "job0"), ids(new ObjectMapper().readTree(next.stdout())));
    }

    @Test
    void theTableDoesNotActOnATerminal() {
        Result table = run("reader", "audit-query", "--target-id", "job1*", "--limit=5");
        assertEquals(0, table.returnCode(), table::stderr);
        assertTrue(table.stdout().contains("OPERATED BY"), table::stdout);
        assertTrue(table.stdout().contains("job19"), table::stdout);
        assertFalse(table.stdout().contains("\u001b"), table::stdout);
        assertTrue(table.stderr().contains("--before "), table::stderr);
    }

    @ParameterizedTest
    @CsvSource({
        "audit-query, --from=yesterday, --from",
        "audit-query, --event=user.deletd, --event: There is no type of event",
        "audit-query, --ip=10.0.0.300, --ip",
        "audit-query, --limit=0, --limit",
        "audit-query, --zone=Mars, --zone",
        "audit-query, --last=91d, --last",
        "audit-export, --format=xls, --format"
    })
    void aWrongOptionIsNamed(String command, String option, String text) {
        Result wrong = run("auditor", command, option);
        assertEquals(3, wrong.returnCode(), wrong::stderr);
        assertTrue(wrong.stderr().contains(text), wrong::stderr);
    }

    @Test
    void anExportProvesAgainstTheLedger() throws Exception {
        long mark = TestTrail.end();
        Result export = run("auditor", "audit-export", "--format=csv", "--target-id=job*");
        assertEquals(0, export.returnCode(), export::stderr);
        Path file = temp.resolve("rows.csv");
        Files.write(file, export.stdoutBinary());
        ExportManifest manifest = ExportManifest.parse(export.stderr().getBytes(UTF_8));
        assertEquals(30, manifest.rows());
        assertEquals(Optional.empty(), ExportVerifier.verifyFile(file, manifest));
        AuditEntry recorded = TestTrail.since(mark, "audit.exported").get(0);
        assertEquals("auditor", recorded.operatedBy().id());
        assertTrue(recorded.details().get("filters").contains("job*"), recorded::toString);
    }

    @Test
    void theLedgerProvesAlsoAgainstACheckpoint() throws Exception {
        Ledger ledger = Recorder.find().orElseThrow().trail().ledger().orElseThrow();
        byte[] kept = ledger.sign(ledger.checkpoint());
        long mark = TestTrail.end();
        Result verified = new CLICommandInvoker(j, "audit-verify")
                .asUser("reader")
                .withStdin(new ByteArrayInputStream(kept))
                .invokeWithArgs("--checkpoint");
        assertEquals(0, verified.returnCode(), verified::stderr);
        assertTrue(verified.stdout().contains("held against 1 checkpoint kept elsewhere"), verified::stdout);
        assertTrue(verified.stdout().contains("everything proves"), verified::stdout);
        AuditEntry recorded = TestTrail.since(mark, "audit.verified").get(0);
        assertEquals("reader", recorded.operatedBy().id());
        assertEquals(Outcome.SUCCESS, recorded.outcome());
    }

    @Test
    void whatDoesNotProveHasItsExitCode() throws Exception {
        Ledger ledger = Recorder.find().orElseThrow().trail().ledger().orElseThrow();
        String note = new String(ledger.sign(ledger.checkpoint()), UTF_8);
        String other = note.replaceFirst("\n[0-9]+\n", "\n1\n");
        Result forged = new CLICommandInvoker(j, "audit-verify")
                .asUser("reader")
                .withStdin(new ByteArrayInputStream(other.getBytes(UTF_8)))
                .invokeWithArgs("--checkpoint", "--json");
        assertEquals(AuditVerifyCommand.NOT_PROVED, forged.returnCode(), forged::stderr);
        assertFalse(new ObjectMapper().readTree(forged.stdout()).get("proved").booleanValue());
        Result empty = new CLICommandInvoker(j, "audit-verify")
                .asUser("reader")
                .withStdin(new ByteArrayInputStream(new byte[0]))
                .invokeWithArgs("--checkpoint");
        assertEquals(3, empty.returnCode(), empty::stderr);
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit-query", "audit-export", "audit-verify", "audit-import", "audit-erase"})
    void theHelpOfEveryOptionIsInTheLanguageOfWhoAsks(String name) {
        CLICommand command = CLICommand.clone(name);
        try (ReaderLanguage french = new ReaderLanguage(Locale.FRENCH)) {
            List<String> help = command.getUsage().lines().toList();
            try (ReaderLanguage english = new ReaderLanguage(Locale.ENGLISH)) {
                List<String> other = command.getUsage().lines().toList();
                assertFalse(other.isEmpty());
                assertEquals(List.of(), other.stream().filter(help::contains).toList(), "Lines in both languages");
            }
        }
    }

    @Test
    void whoMayNotIsRefused() {
        assertEquals(6, run("stranger", "audit-query").returnCode());
        assertEquals(6, run("stranger", "audit-verify").returnCode());
        assertEquals(6, run("stranger", "audit-export").returnCode());
        Result export = run("reader", "audit-export");
        assertEquals(6, export.returnCode());
        assertEquals("", export.stdout());
    }
}
