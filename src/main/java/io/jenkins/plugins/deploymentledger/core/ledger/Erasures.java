package io.jenkins.plugins.deploymentledger.core.ledger;

import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendRefusedException;
import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendRefusedException.Reason;
import io.jenkins.plugins.deploymentledger.core.ledger.append.LedgerWriter;
import io.jenkins.plugins.deploymentledger.core.ledger.append.Receipt;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobStore;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.ErasureNotes;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.EntryCursor;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Erases blobs: what an entry says was erased is gone, also when the process died in between. Thread-safe; one erasure at a time.
 */
final class Erasures {

    private static final Logger LOGGER = Logger.getLogger(Erasures.class.getName());

    /** Within how many entries after the note the entry must stand: a queue has at most a million, and a group is written meanwhile. */
    private static final int SEARCHED = 1 << 21;

    private final LedgerWriter writer;
    private final BlobStore blobs;
    private final ErasureNotes notes;
    private final SegmentCatalogue catalogue;

    Erasures(LedgerWriter writer, BlobStore blobs, ErasureNotes notes, SegmentCatalogue catalogue) {
        this.writer = writer;
        this.blobs = blobs;
        this.notes = notes;
        this.catalogue = catalogue;
    }

    /**
     * Records an erasure and carries it out.
     *
     * @param event the event that says so; its target is the blob
     * @throws IOException if it could not be recorded, and was therefore not erased; or if it is not yet erased, and will be when the ledger
     *     is opened the next time
     */
    synchronized Receipt erase(AuditEvent event) throws IOException {
        String sha256 = event.target().id();
        boolean first = notes.begin(sha256, writer.durableEnd());
        Receipt receipt;
        try {
            receipt = writer.record(event);
        } catch (AppendRefusedException e) {
            if (first && e.reason() != Reason.NOT_IN_TIME) {
                notes.end(sha256);
            }
            throw e;
        }
        try (LedgerReader reader = reader();
                EntryCursor entries = reader.ascending(receipt.sequence(), receipt.sequence() + 1)) {
            if (!entries.next()) {
                throw new IOException("The entry " + receipt.sequence() + " cannot be read back");
            }
            carryOut(entries);
        }
        return receipt;
    }

    /** Carries out what was recorded before the process died; what was not recorded is not erased. */
    synchronized void finish() {
        try {
            for (Map.Entry<String, Long> note : notes.unfinished().entrySet()) {
                finish(note.getKey(), note.getValue());
            }
        } catch (IOException e) {
            // No reason not to record what happens from now on; a verification tells of it.
            LOGGER.log(
                    Level.WARNING,
                    "A blob whose erasure is recorded could not be erased; the next start tries again",
                    e);
        }
    }

    private void finish(String sha256, long from) throws IOException {
        try (LedgerReader reader = reader();
                EntryCursor entries = reader.ascending(from, from + SEARCHED)) {
            while (entries.next()) {
                if (says(entries.entry(), sha256)) {
                    carryOut(entries);
                    return;
                }
            }
        }
        notes.end(sha256);
    }

    private static boolean says(AuditEntry entry, String sha256) {
        return entry.event().equals(LedgerEvents.BLOB_ERASED)
                && entry.target().id().equals(sha256);
    }

    private void carryOut(EntryCursor recorded) throws IOException {
        AuditEntry entry = recorded.entry();
        String sha256 = entry.target().id();
        blobs.erase(
                sha256,
                "Entry " + entry.sequence() + ": " + entry.details().get("reason") + "\n"
                        + new String(recorded.json(), StandardCharsets.UTF_8));
        notes.end(sha256);
    }

    private LedgerReader reader() throws IOException {
        return catalogue.open(writer.lastSegment());
    }
}
