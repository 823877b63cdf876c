package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.LedgerAlarmException;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a forger who knows the format may try with entries, segments and tiles: each is found, with the segment and the entries it concerns. */
class TamperingTest extends TamperedLedger {

    private static byte[] without(byte[] bytes, int from, int to) {
        byte[] less = Arrays.copyOf(bytes, bytes.length - (to - from));
        System.arraycopy(bytes, to, less, from, bytes.length - to);
        return less;
    }

    private static byte[] with(byte[] bytes, int at, byte[] more) {
        byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, all, at, more.length);
        System.arraycopy(bytes, at, all, at + more.length, bytes.length - at);
        return all;
    }

    @Test
    void aChangedEntryWithAChecksumThatFits() throws Exception {
        byte[] bytes = Files.readAllBytes(segment(200));
        int record = SampleLedger.records(bytes).get(34);
        int name = new String(bytes, record, 700, StandardCharsets.ISO_8859_1).indexOf("Alice");
        System.arraycopy("Mallo".getBytes(UTF_8), 0, bytes, record + name, 5);
        SampleLedger.fixChecksum(bytes, record);
        Files.write(segment(200), bytes);
        VerificationReport report = verify();
        assertHas(report, Kind.ENTRY_CHANGED, "log/000000000200.seg", 234, 234);
        assertHas(report, Kind.CHAIN_BROKEN, "log/000000000200.seg", 235, 235);
        assertEquals(List.of(new SequenceRange(0, 233), new SequenceRange(235, 550)), report.proved());
    }

    @Test
    void swappedEntries() throws Exception {
        byte[] bytes = Files.readAllBytes(segment(200));
        List<Integer> records = SampleLedger.records(bytes);
        byte[] first = Arrays.copyOfRange(bytes, records.get(10), records.get(11));
        byte[] second = Arrays.copyOfRange(bytes, records.get(11), records.get(12));
        assertEquals(first.length, second.length);
        System.arraycopy(second, 0, bytes, records.get(10), second.length);
        System.arraycopy(first, 0, bytes, records.get(11), first.length);
        Files.write(segment(200), bytes);
        assertHas(verify(), Kind.ENTRY_CHANGED, "log/000000000200.seg", 210, 211);
    }

    @Test
    void anEntryTakenOut() throws Exception {
        byte[] bytes = Files.readAllBytes(segment(200));
        List<Integer> records = SampleLedger.records(bytes);
        Files.write(segment(200), without(bytes, records.get(50), records.get(51)));
        VerificationReport report = verify();
        assertHas(report, Kind.ENTRY_CHANGED, "log/000000000200.seg", 250, 298);
        assertHas(report, Kind.CHAIN_BROKEN, "log/000000000200.seg", 250, 250);
        assertEquals(List.of(new SequenceRange(0, 249), new SequenceRange(300, 550)), report.proved());
    }

    @Test
    void anEntryTakenOutAtTheEnd() throws Exception {
        byte[] bytes = Files.readAllBytes(segment(500));
        List<Integer> records = SampleLedger.records(bytes);
        Files.write(segment(500), Arrays.copyOf(bytes, records.get(records.size() - 2)));
        assertHas(verify(), Kind.TRUNCATED, "log/000000000500.seg", 550, 550);
        assertAlarm(Kind.TRUNCATED);
    }

    @Test
    void anEndCutWithinARecordThatACheckpointCovers() throws Exception {
        byte[] bytes = Files.readAllBytes(segment(500));
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 3);
        Files.write(segment(500), cut);
        assertHas(verify(), Kind.TRUNCATED, "log/000000000500.seg", 550, 550);
        assertAlarm(Kind.TRUNCATED);
        assertTrue(Arrays.equals(cut, Files.readAllBytes(segment(500))), "opening cut what was acknowledged");
    }

    @Test
    void aDoubledEntry() throws Exception {
        byte[] bytes = Files.readAllBytes(segment(500));
        List<Integer> records = SampleLedger.records(bytes);
        byte[] record = Arrays.copyOfRange(bytes, records.get(7), records.get(8));
        Files.write(segment(500), with(bytes, records.get(8), record));
        VerificationReport report = verify();
        assertHas(report, Kind.ENTRY_CHANGED, "log/000000000500.seg", 508, 550);
        assertAlarm(Kind.CHAIN_BROKEN);
    }

    @Test
    void anEntryAppendedByHand() throws Exception {
        byte[] bytes = Files.readAllBytes(segment(500));
        List<Integer> records = SampleLedger.records(bytes);
        byte[] record = Arrays.copyOfRange(bytes, records.get(records.size() - 2), bytes.length);
        Files.write(segment(500), with(bytes, bytes.length, record));
        assertHas(verify(), Kind.CHAIN_BROKEN, "log/000000000500.seg", 551, 551);
        assertAlarm(Kind.CHAIN_BROKEN);
    }

    @Test
    void aSealedSegmentCutAtARecord() throws Exception {
        byte[] bytes = Files.readAllBytes(segment(300));
        Files.write(
                segment(300), Arrays.copyOf(bytes, SampleLedger.records(bytes).get(90)));
        VerificationReport report = verify();
        assertHas(report, Kind.SEGMENT_DAMAGED, "log/000000000300.seg", 300, 399);
        assertEquals(List.of(new SequenceRange(0, 389), new SequenceRange(400, 550)), report.proved());
        assertAlarm(Kind.SEGMENT_DAMAGED);
    }

    @Test
    void aSegmentRemoved() throws Exception {
        Files.delete(segment(300));
        VerificationReport report = verify();
        assertHas(report, Kind.SEGMENT_MISSING, "log/000000000300.seg", 300, 399);
        assertEquals(List.of(new SequenceRange(0, 299), new SequenceRange(400, 550)), report.proved());
        assertAlarm(Kind.SEGMENT_MISSING);
    }

    @Test
    void theFirstSegmentRemovedAndNoRetentionSaysSo() throws Exception {
        Files.delete(segment(0));
        assertHas(verify(), Kind.SEGMENT_MISSING, "log/000000000000.seg", 0, 99);
        assertAlarm(Kind.SEGMENT_MISSING);
    }

    @Test
    void theLastSegmentRemoved() throws Exception {
        Files.delete(segment(500));
        assertHas(verify(), Kind.TRUNCATED, "log/000000000400.seg", 500, 550);
        assertAlarm(Kind.TRUNCATED);
    }

    @Test
    void twoSegmentsSwapped() throws Exception {
        Path aside = temp.resolve("aside");
        Files.move(segment(200), aside);
        Files.move(segment(300), segment(200));
        Files.move(aside, segment(300));
        assertHas(verify(), Kind.CHAIN_BROKEN, "log/000000000200.seg", 300, 300);
        assertAlarm(Kind.CHAIN_BROKEN);
    }

    @Test
    void aSegmentOfAnotherLedger() throws Exception {
        Path other = temp.resolve("other");
        try (Ledger fresh = Ledger.open(other, SampleLedger.OPTIONS)) {
            SampleLedger.append(fresh, 1000, 1300);
        }
        Files.copy(other.resolve("log").resolve("000000000100.seg"), segment(100), StandardCopyOption.REPLACE_EXISTING);
        VerificationReport report = verify();
        assertHas(report, Kind.ENTRY_CHANGED, "log/000000000100.seg", 100, 199);
        assertAlarm(Kind.CHAIN_BROKEN);
    }

    @Test
    void aSegmentNamedTwice() throws Exception {
        Files.copy(segment(200), ledger.resolve("log").resolve("000000000250.seg"));
        assertHas(verify(), Kind.CHAIN_BROKEN, "log/000000000250.seg", 200, 200);
        assertAlarm(Kind.CHAIN_BROKEN);
    }

    @Test
    void aTreeCut() throws Exception {
        // Tiles and checkpoint of an earlier state, the entries of today.
        Path before = SampleLedger.copy(ledger, temp.resolve("before"));
        try (Ledger open = Ledger.open(ledger, SampleLedger.OPTIONS)) {
            SampleLedger.append(open, 600, 700);
        }
        Files.copy(before.resolve("checkpoint"), ledger.resolve("checkpoint"), StandardCopyOption.REPLACE_EXISTING);
        VerificationReport report = verify();
        assertTrue(
                report.findings().stream()
                        .anyMatch(finding -> finding.kind() == Kind.CHECKPOINT
                                && finding.what().contains("an old one put back")),
                report.findings().toString());
        assertAlarm(Kind.CHECKPOINT);
    }

    @Test
    void aDamagedTileDoesNotCastDoubtOnItsEntries() throws Exception {
        Path tile = ledger.resolve("tile").resolve("0").resolve("001");
        byte[] bytes = Files.readAllBytes(tile);
        bytes[100] ^= 1;
        Files.write(tile, bytes);
        VerificationReport report = verify();
        assertEquals(1, report.findings().size(), report.findings().toString());
        assertHas(report, Kind.TILE, "tile/0/001", 256, 511);
        assertEquals(List.of(new SequenceRange(0, 550)), report.proved());
        assertOpeningNamesTheTile(SampleLedger.OPTIONS);
    }

    @Test
    void aDamagedTileIsNotTakenForRewrittenHistory() throws Exception {
        Checkpoint kept;
        try (Ledger open = Ledger.open(ledger, SampleLedger.OPTIONS)) {
            SampleLedger.append(open, 600, 610);
            kept = open.checkpoint();
            SampleLedger.append(open, 610, 1000);
        }
        Path tile = ledger.resolve("tile").resolve("0").resolve("002");
        byte[] bytes = Files.readAllBytes(tile);
        bytes[100] ^= 1;
        Files.write(tile, bytes);
        assertOpeningNamesTheTile(SampleLedger.OPTIONS.withKnownCheckpoints(List.of(kept)));
    }

    private void assertOpeningNamesTheTile(LedgerOptions options) {
        LedgerAlarmException alarm = assertThrows(
                LedgerAlarmException.class, () -> Ledger.open(ledger, options).close());
        for (Finding finding : alarm.findings()) {
            assertEquals(Kind.TILE, finding.kind(), alarm.getMessage());
            assertTrue(finding.file().startsWith("tile/0/00"), finding.file());
        }
    }

    @Test
    void aRangeIsVerifiedByItself() throws Exception {
        byte[] bytes = Files.readAllBytes(segment(200));
        bytes[SampleLedger.records(bytes).get(34) + 100] ^= 1;
        Files.write(segment(200), bytes);
        VerificationReport elsewhere = LedgerVerifier.verify(ledger, VerificationOptions.ALL.withRange(310, 420));
        assertEquals(List.of(), elsewhere.findings());
        assertEquals(List.of(new SequenceRange(310, 419)), elsewhere.proved());
        VerificationReport there = LedgerVerifier.verify(ledger, VerificationOptions.ALL.withRange(230, 240));
        assertHas(there, Kind.SEGMENT_DAMAGED, "log/000000000200.seg", 234, 234);
        assertEquals(List.of(new SequenceRange(230, 233), new SequenceRange(235, 239)), there.proved());
    }

    @Test
    void aLedgerThatIsBeingWrittenCanBeVerified() throws Exception {
        try (Ledger open = Ledger.open(ledger, SampleLedger.OPTIONS)) {
            List<Long> entries = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                SampleLedger.append(open, 600 + 30 * i, 630 + 30 * i);
                open.checkpoint();
                VerificationReport report = verify();
                assertEquals(List.of(), report.findings());
                entries.add(report.entries());
            }
            assertTrue(entries.get(19) > entries.get(0));
            assertFalse(verify().proved().isEmpty());
        }
    }
}
