package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobException;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobException.Reason;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobStore;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the blobs that entries refer to. Not thread-safe. */
final class BlobCheck {

    private static final Pattern ENTRY = Pattern.compile("Entry ([0-9]{1,18}): .*", Pattern.DOTALL);

    /** Makes checks that report to different findings. */
    @FunctionalInterface
    interface Maker {
        BlobCheck make(Findings findings);
    }

    private final BlobStore blobs;
    private final KnownEntries entries;
    private final Findings findings;
    private long erased;

    BlobCheck(BlobStore blobs, KnownEntries entries, Findings findings) {
        this.blobs = blobs;
        this.entries = entries;
        this.findings = findings;
    }

    void check(AuditEntry entry) throws IOException {
        for (BlobReference reference : entry.blobs()) {
            String file = "blob/" + reference.sha256().substring(0, 2) + "/" + reference.sha256();
            try {
                blobs.get(reference);
                if (blobs.erased(reference)) {
                    findings.add(
                            Kind.BLOB, file, entry.sequence(), entry.sequence(), "It was erased, but is still there");
                }
            } catch (BlobException e) {
                if (e.reason() != Reason.ERASED) {
                    findings.add(Kind.BLOB, file, entry.sequence(), entry.sequence(), String.valueOf(e.getMessage()));
                } else if (recorded(reference)) {
                    erased++;
                } else {
                    findings.add(
                            Kind.BLOB,
                            file,
                            entry.sequence(),
                            entry.sequence(),
                            "It has a tombstone, but the ledger has no entry that it was erased");
                }
            }
        }
    }

    /** Whether the entry that the tombstone names says that the blob was erased, and why in the same words. */
    private boolean recorded(BlobReference reference) throws IOException {
        String text = blobs.tombstoneText(reference);
        Matcher tombstone = ENTRY.matcher(text);
        if (!tombstone.matches()) {
            return false;
        }
        long sequence = Long.parseLong(tombstone.group(1));
        if (sequence < entries.firstSequence()) {
            findings.notice("Entry " + sequence + ", which says that the blob " + reference.sha256()
                    + " was erased, has left by retention");
            return true;
        }
        AuditEntry entry = entries.find(sequence);
        return entry != null
                && entry.event().equals(LedgerEvents.BLOB_ERASED)
                && entry.target().id().equals(reference.sha256())
                && text.equals("Entry " + sequence + ": " + entry.details().get("reason") + "\n");
    }

    /** How many references are to blobs that were erased. */
    long erased() {
        return erased;
    }
}
