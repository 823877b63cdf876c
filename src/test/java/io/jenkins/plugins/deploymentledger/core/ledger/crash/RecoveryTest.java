package io.jenkins.plugins.deploymentledger.core.ledger.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.append.WriterOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.LedgerAlarmException;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.EntryCursor;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.LedgerVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.SampleLedger;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What opening makes of the end that a crash left: it cuts what is incomplete, says so, and cuts nothing else. */
class RecoveryTest {

    /** No checkpoint while the test runs, so that the last entries are covered by none. */
    private static final LedgerOptions RARE = LedgerOptions.DEFAULTS.withWriting(WriterOptions.DEFAULTS
            .withSegments(20, 1 << 20, Duration.ofDays(30))
            .withCheckpointEvery(Duration.ofHours(1)));

    @TempDir
    private Path temp;

    private Path crashed;
    private int copies;

    @BeforeEach
    void crash() throws Exception {
        crashed = temp.resolve("crashed");
        try (Ledger ledger = Ledger.open(temp.resolve("ledger"), RARE)) {
            SampleLedger.append(ledger, 0, 12);
            // What is on disk now is what a crash would leave.
            SampleLedger.copy(temp.resolve("ledger"), crashed);
        }
    }

    private Path copy() throws IOException {
        return SampleLedger.copy(crashed, temp.resolve("copy-" + copies++));
    }

    private static Path segment(Path ledger) {
        return ledger.resolve("log").resolve("000000000000.seg");
    }

    private static List<AuditEntry> entries(Ledger ledger) throws IOException {
        List<AuditEntry> all = new ArrayList<>();
        try (LedgerReader reader = ledger.reader();
                EntryCursor entries = reader.ascending(0, Long.MAX_VALUE)) {
            while (entries.next()) {
                all.add(entries.entry());
            }
        }
        return all;
    }

    @Test
    void anIncompleteLastRecordIsCutWhereverItEnds() throws Exception {
        byte[] whole = Files.readAllBytes(segment(crashed));
        List<Integer> records = SampleLedger.records(whole);
        int start = records.get(records.size() - 2);
        for (int end = start + 1; end < whole.length; end += end < start + 12 || end > whole.length - 4 ? 1 : 37) {
            Path ledger = copy();
            Files.write(segment(ledger), Arrays.copyOf(whole, end));
            assertTrue(LedgerVerifier.verify(ledger, VerificationOptions.ALL).ok());
            try (Ledger open = Ledger.open(ledger, RARE)) {
                List<AuditEntry> entries = entries(open);
                // Twelve were whole, then what was recovered, and that the ledger was opened.
                assertEquals(14, entries.size());
                AuditEntry recovered = entries.get(12);
                assertEquals(LedgerEvents.RECOVERED, recovered.event());
                assertEquals(Integer.toString(end - start), recovered.details().get("length"));
                byte[] cut = Arrays.copyOfRange(whole, start, end);
                assertArrayEquals(cut, open.blob(recovered.blobs().get(0)));
                assertEquals(
                        HexFormat.of().formatHex(cut, 0, Math.min(128, cut.length)),
                        recovered.details().get("bytes"));
                assertFalse(Files.exists(open.directory().recovery()));
            }
            assertEquals(
                    List.of(),
                    LedgerVerifier.verify(ledger, VerificationOptions.ALL).findings());
        }
    }

    @Test
    void howManyEntriesWereTakenOverThatNoCheckpointCoversIsRecorded() throws Exception {
        long covered = LedgerVerifier.verify(crashed, VerificationOptions.ALL)
                .checkpoint()
                .size();
        try (Ledger open = Ledger.open(crashed, RARE)) {
            AuditEntry started = entries(open).get(13);
            assertEquals(LedgerEvents.STARTED, started.event());
            assertEquals(Long.toString(13 - covered), started.details().get("unsigned"));
        }
        try (Ledger open = Ledger.open(crashed, RARE)) {
            AuditEntry started = entries(open).get(15);
            assertEquals(LedgerEvents.STARTED, started.event());
            assertEquals("0", started.details().get("unsigned"));
        }
    }

    @Test
    void zerosThatAFileSystemLeftAreAnIncompleteRecord() throws Exception {
        byte[] whole = Files.readAllBytes(segment(crashed));
        Files.write(segment(crashed), Arrays.copyOf(whole, whole.length + 5000));
        try (Ledger open = Ledger.open(crashed, RARE)) {
            AuditEntry recovered = entries(open).get(13);
            assertEquals(LedgerEvents.RECOVERED, recovered.event());
            assertEquals("5000", recovered.details().get("length"));
        }
        assertEquals(
                List.of(),
                LedgerVerifier.verify(crashed, VerificationOptions.ALL).findings());
    }

    @Test
    void aCutIsRecordedEvenIfACrashCameInBetween() throws Exception {
        byte[] whole = Files.readAllBytes(segment(crashed));
        Files.write(segment(crashed), Arrays.copyOf(whole, whole.length - 5));
        // Crashed after the cut, before the entry: the note is there, the incomplete record is not.
        Path other = copy();
        CrashingStorage storage = new CrashingStorage();
        storage.failAppends = true;
        assertThrows(IOException.class, () -> Ledger.open(
                        other,
                        RARE.withStorage(storage).withWriting(RARE.writing().withQueue(10, Duration.ofMillis(300))))
                .close());
        assertTrue(Files.exists(other.resolve("recovery")));
        assertEquals(
                13, SampleLedger.records(Files.readAllBytes(segment(other))).size());
        try (Ledger open = Ledger.open(other, RARE)) {
            assertEquals(LedgerEvents.RECOVERED, entries(open).get(12).event());
            assertFalse(Files.exists(other.resolve("recovery")));
        }
    }

    @Test
    void aWholeRecordThatIsDamagedIsNotCut() throws Exception {
        byte[] whole = Files.readAllBytes(segment(crashed));
        byte[] damaged = whole.clone();
        damaged[whole.length - 1] ^= 1;
        Files.write(segment(crashed), damaged);
        LedgerAlarmException alarm = assertThrows(
                LedgerAlarmException.class, () -> Ledger.open(crashed, RARE).close());
        assertTrue(alarm.getMessage().contains("entry 12"), alarm.getMessage());
        assertArrayEquals(damaged, Files.readAllBytes(segment(crashed)));
    }

    @Test
    void aWholeRecordWhoseLengthIsDamagedIsNotTakenForAnIncompleteOne() throws Exception {
        byte[] whole = Files.readAllBytes(segment(crashed));
        List<Integer> records = SampleLedger.records(whole);
        // The last record, and one that others stand behind: both would end outside of the file.
        for (int entry : new int[] {12, 4}) {
            byte[] damaged = whole.clone();
            damaged[records.get(entry) + 2] ^= (byte) 0x80;
            Path ledger = copy();
            Files.write(segment(ledger), damaged);
            Finding found = LedgerVerifier.verify(ledger, VerificationOptions.ALL)
                    .findings()
                    .get(0);
            assertEquals(Finding.Kind.SEGMENT_DAMAGED, found.kind());
            assertEquals(entry, found.from());
            LedgerAlarmException alarm = assertThrows(
                    LedgerAlarmException.class, () -> Ledger.open(ledger, RARE).close());
            assertTrue(alarm.getMessage().contains("entry " + entry), alarm.getMessage());
            assertArrayEquals(damaged, Files.readAllBytes(segment(ledger)));
        }
    }

    @Test
    void whatIsNoEntryIsNotTakenOverAndSigned() throws Exception {
        byte[] whole = Files.readAllBytes(segment(crashed));
        List<Integer> records = SampleLedger.records(whole);
        // In the last entry: well framed and in its place, but no JSON, or JSON with a blank too many.
        for (String wrong : List.of(";\"by\":{", ", \"by\":{")) {
            int last = records.get(records.size() - 2);
            String json = new String(whole, last + 8, whole.length - last - 8, UTF_8);
            byte[] bad = json.replace(",\"by\":{", wrong).getBytes(UTF_8);
            ByteBuffer segment = ByteBuffer.allocate(last + 8 + bad.length);
            segment.put(whole, 0, last).putInt(bad.length).putInt(0).put(bad);
            SampleLedger.fixChecksum(segment.array(), last);
            Path ledger = copy();
            Files.write(segment(ledger), segment.array());
            LedgerAlarmException alarm = assertThrows(
                    LedgerAlarmException.class, () -> Ledger.open(ledger, RARE).close());
            assertEquals(Finding.Kind.ENTRY_MALFORMED, alarm.findings().get(0).kind());
            assertEquals(12, alarm.findings().get(0).from());
            assertArrayEquals(segment.array(), Files.readAllBytes(segment(ledger)));
        }
    }

    @Test
    void aSecondCrashDoesNotHideWhatTheFirstOneLeft() throws Exception {
        byte[] whole = Files.readAllBytes(segment(crashed));
        Files.write(segment(crashed), Arrays.copyOf(whole, whole.length - 5));
        CrashingStorage storage = new CrashingStorage();
        storage.failAppends = true;
        assertThrows(IOException.class, () -> Ledger.open(
                        crashed,
                        RARE.withStorage(storage).withWriting(RARE.writing().withQueue(10, Duration.ofMillis(300))))
                .close());
        // The entry that was to say so was not written to its end either.
        byte[] cut = Files.readAllBytes(segment(crashed));
        Files.write(segment(crashed), Arrays.copyOf(whole, cut.length + 30));
        try (Ledger open = Ledger.open(crashed, RARE)) {
            List<AuditEntry> recovered = entries(open).stream()
                    .filter(entry -> entry.event().equals(LedgerEvents.RECOVERED))
                    .toList();
            assertEquals(2, recovered.size());
            assertEquals(
                    Integer.toString(whole.length - 5 - cut.length),
                    recovered.get(0).details().get("length"));
            assertEquals("30", recovered.get(1).details().get("length"));
            assertFalse(Files.exists(crashed.resolve("recovery")));
        }
    }

    @Test
    void aSealIsIncompleteLikeARecord() throws Exception {
        Path sealed = copyOfFirstSegmentOnly();
        byte[] whole = Files.readAllBytes(segment(sealed));
        for (int cut : new int[] {0, 1, 4, 8, 20, 47, 48}) {
            Path ledger = SampleLedger.copy(sealed, temp.resolve("sealed-" + cut));
            Files.write(segment(ledger), Arrays.copyOf(whole, whole.length - cut));
            try (Ledger open = Ledger.open(ledger, RARE)) {
                SampleLedger.append(open, 100, 105);
                boolean recovered =
                        entries(open).stream().anyMatch(entry -> entry.event().equals(LedgerEvents.RECOVERED));
                assertEquals(cut > 0 && cut < 48, recovered, "cut " + cut);
            }
            assertEquals(
                    List.of(),
                    LedgerVerifier.verify(ledger, VerificationOptions.ALL).findings());
        }
    }

    /** A ledger that was crashed after it sealed its first segment, before there was a checkpoint of it and a second one. */
    private Path copyOfFirstSegmentOnly() throws Exception {
        Path ledger = temp.resolve("first-only");
        Path beginning = temp.resolve("beginning");
        try (Ledger open = Ledger.open(temp.resolve("begun"), RARE)) {
            SampleLedger.copy(temp.resolve("begun"), beginning);
            SampleLedger.append(open, 0, 30);
            SampleLedger.copy(temp.resolve("begun"), ledger);
        }
        Files.delete(ledger.resolve("log").resolve("000000000020.seg"));
        Files.copy(beginning.resolve("checkpoint"), ledger.resolve("checkpoint"), StandardCopyOption.REPLACE_EXISTING);
        return ledger;
    }

    @Test
    void aCreationThatWasCutShortIsBegunAnew() throws Exception {
        Path begun = Files.createDirectory(temp.resolve("short"));
        Files.createDirectory(begun.resolve("keys"));
        Files.write(begun.resolve("keys").resolve("ledger.key"), "half a k".getBytes(UTF_8));
        try (Ledger open = Ledger.open(begun, RARE)) {
            SampleLedger.append(open, 0, 3);
        }
        assertEquals(
                List.of(), LedgerVerifier.verify(begun, VerificationOptions.ALL).findings());
    }

    @Test
    void aLedgerWithoutTheFileThatSaysSoIsNotBegunAnew() throws Exception {
        Files.delete(crashed.resolve("ledger"));
        byte[] key = Files.readAllBytes(crashed.resolve("keys").resolve("ledger.key"));
        assertThrows(
                LedgerAlarmException.class, () -> Ledger.open(crashed, RARE).close());
        assertArrayEquals(key, Files.readAllBytes(crashed.resolve("keys").resolve("ledger.key")));
    }
}
