package io.jenkins.plugins.deploymentledger.core.ledger.imported;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.core.ledger.imported.ImportRefusedException.Reason;
import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Network;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.DiskStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is read in a log of the audit-trail plugin, and that it is kept as it was. */
class ImportStoreTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final String LOG = """
            Nov 24, 2026 9:00:00,123 AM /job/web/configSubmit by ana from 203.0.113.7
            Nov 24, 2026 9:01:00,000 AM /createItem (secret job) by NA from 2001:db8::7
            Nov 24, 2026 9:02:00,000 AM job/web/ #12 Started by user Ana Lopez, Parameters:[branch: {main}]
            Nov 24, 2026 9:03:00,000 AM web #12 Started by user Ana Lopez, Parameters:[branch: {main}] on build-04 started at 2026-11-24T08:02:00Z completed in 4711ms completed: FAILURE
            Nov 24, 2026 9:04:00,000 AM 'web#12' (class hudson.model.FreeStyleBuild) used credentials 'deploy-key' (class a.B).
            Nov 24, 2026 12:30:00,000 PM A groovy script was executed by user 'ben'. Origin: Script Console Controller.\s
            The executed script:\s
            println 'one by two from three'
            Nov 25, 2026 12:00:00,000 AM something else
            """;

    @TempDir
    private Path temp;

    private ImportStore store() {
        return new ImportStore(temp.resolve("imports"), new DiskStorage());
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private ImportedLog add(String text) throws IOException {
        return store().add("audit.log", in(text), PARIS, Locale.ENGLISH, "ana", "Ana Lopez", NOW);
    }

    private static List<AuditEntry> all(ImportedLog log) throws IOException {
        return log.page(LedgerQuery.EVERYTHING, Long.MAX_VALUE, 100).entries();
    }

    @Test
    void everyKindOfMessageIsUnderstood() throws IOException {
        List<AuditEntry> newestFirst = all(add(LOG));
        assertEquals(
                List.of(
                        "imported.other",
                        "imported.script",
                        "imported.credential.used",
                        "imported.build.finished",
                        "imported.build.started",
                        "imported.request",
                        "imported.request"),
                newestFirst.stream().map(entry -> entry.event().name()).toList());
        AuditEntry request = newestFirst.get(6);
        assertEquals(Instant.parse("2026-11-24T08:00:00.123Z"), request.time());
        assertEquals("ana", request.operatedBy().id());
        assertEquals("/job/web/configSubmit", request.target().id());
        assertEquals("203.0.113.7", request.addresses().client());
        assertFalse(request.addresses().verified());
        AuditEntry anonymous = newestFirst.get(5);
        assertEquals("", anonymous.operatedBy().id());
        assertEquals("/createItem", anonymous.target().id());
        assertEquals("secret job", anonymous.target().name());
        assertEquals("Ana Lopez", newestFirst.get(4).operatedBy().name());
        assertEquals("web #12", newestFirst.get(3).target().id());
        assertEquals(Outcome.FAILURE, newestFirst.get(3).outcome());
        assertEquals("deploy-key", newestFirst.get(2).target().id());
        AuditEntry script = newestFirst.get(1);
        assertEquals("ben", script.operatedBy().id());
        assertEquals(Instant.parse("2026-11-24T11:30:00Z"), script.time());
        assertFalse(script.toString().contains("println"));
        assertEquals(Instant.parse("2026-11-24T23:00:00Z"), newestFirst.get(0).time());
    }

    @Test
    @Timeout(60)
    void textsMadeToTakeLongDoNot() throws IOException {
        String time = "Nov 24, 2026 9:00:00,123 AM ";
        String started = "a/ #1 ".repeat(160) + ", Parameters:[]".repeat(60) + "x\n";
        String finished = "a #1 ".repeat(200) + " completed in 1ms completed: AA".repeat(30) + "1\n";
        String request = "a (b) by ".repeat(200) + "\nc\n";
        String log = (time + started + time + finished + time + request).repeat(500) + "\n".repeat(1_000_000);
        List<AuditEntry> page =
                add(log).page(LedgerQuery.EVERYTHING, Long.MAX_VALUE, 3).entries();
        assertEquals(
                List.of("imported.other", "imported.other", "imported.other"),
                page.stream().map(entry -> entry.event().name()).toList());
    }

    @Test
    void theSameFiltersFind() throws Exception {
        ImportedLog log = add(LOG);
        LedgerQuery byAddress = LedgerQuery.builder()
                .accept(Network.parse("203.0.113.0/24").orElseThrow())
                .build();
        assertEquals(1, log.page(byAddress, Long.MAX_VALUE, 10).entries().size());
        LedgerQuery byName = LedgerQuery.builder()
                .accept(FilterKind.OPERATED_BY, TextFilter.of("*ana*"))
                .build();
        assertEquals(3, log.page(byName, Long.MAX_VALUE, 10).entries().size());
    }

    @Test
    void pagesFollowOneAnother() throws IOException {
        ImportedLog log = add(LOG);
        ImportedLog.Page first = log.page(LedgerQuery.EVERYTHING, Long.MAX_VALUE, 4);
        assertEquals(
                List.of(6L, 5L, 4L, 3L),
                first.entries().stream().map(AuditEntry::sequence).toList());
        assertTrue(first.older());
        ImportedLog.Page second = log.page(LedgerQuery.EVERYTHING, 3, 4);
        assertEquals(
                List.of(2L, 1L, 0L),
                second.entries().stream().map(AuditEntry::sequence).toList());
        assertFalse(second.older());
    }

    @Test
    void separatorsAndLanguagesOfOthersAreUnderstood() throws IOException {
        String french = "nov. 24, 2026 9:00:00,123 AM | /job/web/doDelete by ana from 203.0.113.7\n";
        ImportedLog log = store().add("a", in(french), PARIS, Locale.FRENCH, "ana", "Ana", NOW);
        assertEquals("/job/web/doDelete", all(log).get(0).target().id());
        String older = "Nov 24, 2026 9:00:00,123 AM;job/test-job/enable by ana\n";
        assertEquals("job/test-job/enable", all(add(older)).get(0).target().id());
    }

    @Test
    void theProvenanceIsKept() throws IOException {
        add(LOG);
        ImportedLog log = store().logs().get(0);
        Provenance from = log.provenance();
        assertEquals("audit.log", from.name());
        assertEquals(7, from.entries());
        assertEquals(LOG.getBytes(UTF_8).length, from.bytes());
        assertEquals(Instant.parse("2026-11-24T08:00:00.123Z"), from.earliest());
        assertEquals("Ana Lopez", from.importedBy());
        assertEquals(NOW, from.imported());
        assertEquals(7, all(store().find(from.sha256()).orElseThrow()).size());
    }

    @Test
    void whatCannotBeImportedLeavesNothing() throws IOException {
        assertEquals(Reason.NO_ENTRY, refused("2026-11-24 09:00:00 - /job/a by b\n"));
        assertEquals(Reason.NO_ENTRY, refused(""));
        assertEquals(Reason.TOO_BIG, refused(LOG.repeat(ImportStore.MOST_BYTES / LOG.length() + 1)));
        assertEquals(List.of(), store().logs());
        add(LOG);
        assertEquals(Reason.TWICE, refused(LOG));
        try (Stream<Path> files = Files.list(temp.resolve("imports"))) {
            assertEquals(2, files.count());
        }
    }

    private Reason refused(String text) {
        return assertThrows(ImportRefusedException.class, () -> add(text)).reason();
    }

    @Test
    void aChangeOfTheFileIsSeen() throws IOException {
        ImportedLog log = add(LOG);
        assertTrue(log.page(LedgerQuery.EVERYTHING, Long.MAX_VALUE, 10).unchanged());
        Path file = temp.resolve("imports").resolve(log.provenance().sha256() + ".log");
        Files.writeString(file, "x", StandardOpenOption.APPEND);
        assertFalse(log.page(LedgerQuery.EVERYTHING, Long.MAX_VALUE, 10).unchanged());
    }
}
