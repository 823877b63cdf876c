package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.LedgerAlarmException;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteSigner;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.note.SignedNote;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a forger may try with what stands around the entries: copies, keys, notes, tombstones, and files that are none. Each is found and named. */
class ForgedFilesTest extends TamperedLedger {

    /** The last checkpoint of a ledger of which an old copy was put back in place. */
    private record Kept(Checkpoint checkpoint, byte[] note) {}

    private Kept putOldCopyBack() throws Exception {
        Path old = SampleLedger.copy(ledger, temp.resolve("old"));
        Kept kept;
        try (Ledger open = Ledger.open(ledger, SampleLedger.OPTIONS)) {
            SampleLedger.append(open, 600, 610);
            Checkpoint last = open.checkpoint();
            kept = new Kept(last, open.sign(last));
        }
        ledger = old;
        return kept;
    }

    /** In itself the copy is whole: only what was kept elsewhere tells. */
    private void assertToldBy(Kept kept, Kind kind, long from) throws Exception {
        assertEquals(List.of(), verify().findings());
        VerificationReport report =
                LedgerVerifier.verify(ledger, VerificationOptions.ALL.withKnownCheckpoint(kept.note()));
        assertHas(
                report,
                kind,
                "a checkpoint kept elsewhere",
                from,
                kept.checkpoint().size() - 1);
        LedgerOptions options = SampleLedger.OPTIONS.withKnownCheckpoints(List.of(kept.checkpoint()));
        LedgerAlarmException alarm = assertThrows(
                LedgerAlarmException.class, () -> Ledger.open(ledger, options).close());
        assertEquals(kind, alarm.findings().get(0).kind());
    }

    @Test
    void anOldCopyPutBack() throws Exception {
        assertToldBy(putOldCopyBack(), Kind.ROLLED_BACK, 551);
        Checkpoint own = Checkpoint.open(Files.readAllBytes(ledger.resolve("checkpoint")), key());
        assertEquals(551, own.size(), "opening it wrote to it");
    }

    @Test
    void anOldCopyPutBackAndWrittenFurther() throws Exception {
        Kept kept = putOldCopyBack();
        try (Ledger open = Ledger.open(ledger, SampleLedger.OPTIONS)) {
            SampleLedger.append(open, 700, 750);
        }
        assertToldBy(kept, Kind.FORKED, 0);
    }

    @Test
    void anotherLedgerWithAKeyOfTheSameName() throws Exception {
        NoteVerifier known = key();
        ledger = temp.resolve("forged");
        try (Ledger forged = Ledger.open(ledger, SampleLedger.OPTIONS)) {
            SampleLedger.append(forged, 0, 549);
        }
        assertEquals(List.of(), verify().findings());
        VerificationReport report = LedgerVerifier.verify(ledger, VerificationOptions.ALL.withKey(known));
        Finding finding = report.findings().get(0);
        assertEquals(Kind.SIGNATURE, finding.kind());
        assertTrue(finding.what().contains("not signed by the key ledger.example.org+"), finding.what());
    }

    @Test
    void aCheckpointSignedByAnotherKey() throws Exception {
        Path other = temp.resolve("other");
        try (Ledger fresh = Ledger.open(other, SampleLedger.OPTIONS)) {
            SampleLedger.append(fresh, 0, 549);
        }
        Files.copy(other.resolve("checkpoint"), ledger.resolve("checkpoint"), StandardCopyOption.REPLACE_EXISTING);
        assertHas(verify(), Kind.SIGNATURE, "checkpoint", -1, -1);
        assertAlarm(Kind.SIGNATURE);
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
    void aCheckpointOfMoreEntriesThanAnybodyCouldLookFor() throws Exception {
        NoteSigner signer = NoteSigner.parse(
                Files.readString(ledger.resolve("keys").resolve("ledger.key")).strip(), key());
        long size = 1_000_000_000_000_000L;
        Checkpoint forged = new Checkpoint("ledger.example.org", size, new TreeHasher().empty());
        Files.write(ledger.resolve("checkpoint"), forged.sign(signer));
        VerificationReport report = verify();
        assertTrue(has(report, Kind.TRUNCATED, "log/000000000500.seg", 551, size - 1));
        assertEquals(List.of(), report.proved());
    }

    @Test
    void whatIsNoLedgerIsSaidToBeNone() throws Exception {
        VerificationReport report = LedgerVerifier.verify(temp.resolve("nowhere"), VerificationOptions.ALL);
        assertEquals(Kind.UNUSABLE, report.findings().get(0).kind());
        assertTrue(report.findings().get(0).what().contains("is no ledger"));
    }

    @Test
    void aNewerFormatIsSaidToBeNewer() throws Exception {
        NoteSigner signer = NoteSigner.parse(
                Files.readString(ledger.resolve("keys").resolve("ledger.key")).strip(), key());
        Files.write(
                ledger.resolve("ledger"),
                SignedNote.sign("deployment-ledger format 2\norigin ledger.example.org\n", signer));
        assertTrue(verify().findings().get(0).what().contains("Use a newer version"));
        assertAlarm(Kind.UNUSABLE);
    }

    @Test
    void aTombstoneThatNamesAnEntryThatLeft() throws Exception {
        byte[] secret = "println 'secret'".getBytes(UTF_8);
        BlobReference erased;
        BlobReference kept;
        try (Ledger open = Ledger.open(ledger, SampleLedger.OPTIONS)) {
            erased = open.putBlob("script", secret);
            open.eraseBlob(
                    AuditEvent.of(LedgerEvents.BLOB_ERASED).by("alice", "Alice"),
                    erased.sha256(),
                    "it held\na password");
            SampleLedger.append(open, 600, 750);
            assertTrue(open.retain(Instant.now().plusSeconds(3600), null) > 0);
            // Nobody keeps what was erased, but it can be referred to anew.
            kept = open.putBlob("diff", "- old".getBytes(UTF_8));
            open.record(AuditEvent.of(EventType.of("script.console"))
                    .blob(open.putBlob("script", secret))
                    .blob(kept)
                    .build());
        }
        assertEquals(List.of(), verify().findings());
        Path blobs = ledger.resolve("blob").resolve(kept.sha256().substring(0, 2));
        Path real = ledger.resolve("blob").resolve(erased.sha256().substring(0, 2));
        String forged = Files.readString(real.resolve(erased.sha256() + ".erased"));
        Files.delete(blobs.resolve(kept.sha256() + ".blob"));
        for (String text : List.of(
                "Entry 0: gone\n", "Entry 0: gone\n{}\n", forged, forged.replace(erased.sha256(), kept.sha256()))) {
            Files.writeString(blobs.resolve(kept.sha256() + ".erased"), text);
            VerificationReport report = verify();
            assertEquals(1, report.findings().size(), report.findings().toString());
            assertEquals(Kind.BLOB, report.findings().get(0).kind());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log/000000000200.seg",
                "log/000000000500.seg",
                "ledger",
                "checkpoint",
                "keys/ledger.pub",
                "tile/0/001",
                "tile/0/002.p/39"
            })
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void somethingElseThanAFileInTheirPlace(String name) throws Exception {
        Path file = ledger.resolve(name);
        Files.delete(file);
        Files.createDirectory(file);
        assertNames(name);
        Files.delete(file);
        Process pipe = new ProcessBuilder("mkfifo", file.toString()).start();
        assumeTrue(pipe.waitFor() == 0, "no named pipes can be made here");
        assertNames(name);
    }

    private void assertNames(String name) throws Exception {
        VerificationReport report = verify();
        assertTrue(
                report.findings().stream().anyMatch(finding -> finding.file().equals(name)),
                report.findings().toString());
        LedgerAlarmException alarm =
                assertThrows(LedgerAlarmException.class, () -> Ledger.open(ledger, SampleLedger.OPTIONS)
                        .close());
        assertEquals(name, alarm.findings().get(0).file());
    }

    @Test
    void aNoteFarTooLongForMemory() throws Exception {
        for (String name : List.of("ledger", "checkpoint", "retained")) {
            Path note = ledger.resolve(name);
            byte[] former = Files.exists(note) ? Files.readAllBytes(note) : null;
            try (RandomAccessFile file = new RandomAccessFile(note.toFile(), "rw")) {
                file.setLength(3L << 30);
            }
            assertHas(verify(), Kind.SIGNATURE, name, -1, -1);
            assertAlarm(Kind.SIGNATURE);
            Files.delete(note);
            if (former != null) {
                Files.write(note, former);
            }
        }
        assertEquals(List.of(), verify().findings());
    }
}
