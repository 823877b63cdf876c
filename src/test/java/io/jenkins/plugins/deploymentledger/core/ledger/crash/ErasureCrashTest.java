package io.jenkins.plugins.deploymentledger.core.ledger.crash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendMode;
import io.jenkins.plugins.deploymentledger.core.ledger.append.WriterOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobException;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.EntryCursor;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.LedgerVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.SampleLedger;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at any step of an erasure: what an entry says was erased is gone after the next opening, and nothing else is. */
@Timeout(120)
class ErasureCrashTest {

    private static final LedgerOptions OPTIONS = LedgerOptions.DEFAULTS
            .withCloseAtMost(Duration.ofMillis(20))
            .withWriting(WriterOptions.DEFAULTS.withMode(AppendMode.STRICT).withCheckpointEvery(Duration.ofHours(1)));

    private static final byte[] SECRET = "the password is swordfish".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path temp;

    private BlobReference blob;

    @Test
    void aKillAtAnyStepIsSurvived() throws Exception {
        Path whole = temp.resolve("whole");
        try (Ledger ledger = Ledger.open(whole, OPTIONS)) {
            blob = ledger.putBlob("script", SECRET);
            ledger.record(
                    AuditEvent.of(EventType.of("script.console")).blob(blob).build());
        }
        boolean finished = false;
        int erased = 0;
        for (int step = 0; !finished; step++) {
            Path ledger = SampleLedger.copy(whole, temp.resolve("ledger-" + step));
            finished = DyingStorage.dieAt(
                    step,
                    ledger,
                    OPTIONS,
                    open -> open.eraseBlob(
                            AuditEvent.of(LedgerEvents.BLOB_ERASED).by("alice", "Alice"),
                            blob.sha256(),
                            "a leaked password"));
            // On a copy, since the lock is held until the process is really at its end.
            Path left = SampleLedger.copy(ledger, temp.resolve("left-" + step));
            assertEquals(List.of(), verify(left).findings(), "killed at step " + step);
            try (Ledger again = Ledger.open(left, OPTIONS)) {
                if (saysErased(again)) {
                    BlobException e = assertThrows(BlobException.class, () -> again.blob(blob), "step " + step);
                    assertEquals(BlobException.Reason.ERASED, e.reason());
                    erased++;
                } else {
                    assertFalse(finished, "it said that it was at its end");
                    assertArrayEquals(SECRET, again.blob(blob), "step " + step);
                }
            }
            assertFalse(saysUnderWay(left), "step " + step);
            assertEquals(List.of(), verify(left).findings(), "opened after step " + step);
            assertTrue(step < 100, "the erasure never came to its end");
        }
        assertTrue(erased > 1, "no step in between was ever seen");
    }

    private static VerificationReport verify(Path ledger) throws IOException {
        return LedgerVerifier.verify(ledger, VerificationOptions.ALL);
    }

    private static boolean saysErased(Ledger ledger) throws IOException {
        try (LedgerReader reader = ledger.reader();
                EntryCursor entries = reader.ascending(0, Long.MAX_VALUE)) {
            while (entries.next()) {
                if (entries.entry().event().equals(LedgerEvents.BLOB_ERASED)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean saysUnderWay(Path ledger) throws IOException {
        try (Stream<Path> files = Files.walk(ledger)) {
            return files.anyMatch(file -> file.toString().endsWith(".erasing"));
        }
    }

    @Test
    void anEntryThatSaysErasedOfABlobThatCameBackIsFound() throws Exception {
        Path ledger = temp.resolve("ledger");
        long said;
        Path content;
        byte[] bytes;
        try (Ledger open = Ledger.open(ledger, OPTIONS)) {
            blob = open.putBlob("script", SECRET);
            content = ledger.resolve("blob")
                    .resolve(blob.sha256().substring(0, 2))
                    .resolve(blob.sha256() + ".blob");
            bytes = Files.readAllBytes(content);
            said = open.eraseBlob(
                            AuditEvent.of(LedgerEvents.BLOB_ERASED).by("alice", "Alice"),
                            blob.sha256(),
                            "a leaked password")
                    .sequence();
        }
        assertEquals(List.of(), verify(ledger).findings());
        Files.write(content, bytes);
        Files.delete(content.resolveSibling(blob.sha256() + ".erased"));
        VerificationReport report = verify(ledger);
        assertEquals(1, report.findings().size(), report.findings().toString());
        assertEquals(said, report.findings().get(0).from());
        assertTrue(report.findings().get(0).what().contains("still there"), report.toString());
    }
}
