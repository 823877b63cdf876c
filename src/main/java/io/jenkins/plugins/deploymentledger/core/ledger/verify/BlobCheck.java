package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobException;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobException.Reason;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobStore;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.ErasureNotes;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryFormatException;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileException;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileReader;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Proofs;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the blobs that entries refer to. Not thread-safe. */
final class BlobCheck {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern ENTRY = Pattern.compile("Entry ([0-9]{1,18}): .*\n([^\n]+)\n", Pattern.DOTALL);

    /** Makes checks that report to different findings. */
    @FunctionalInterface
    interface Maker {
        BlobCheck make(Findings findings);
    }

    private final BlobStore blobs;
    private final ErasureNotes notes;
    private final KnownEntries entries;
    private final TileReader tiles;
    private final Checkpoint checkpoint;
    private final Findings findings;
    private long erased;

    /** @param tiles reads the tree of the checkpoint, for this check alone */
    BlobCheck(
            BlobStore blobs,
            ErasureNotes notes,
            KnownEntries entries,
            TileReader tiles,
            Checkpoint checkpoint,
            Findings findings) {
        this.blobs = blobs;
        this.notes = notes;
        this.entries = entries;
        this.tiles = tiles;
        this.checkpoint = checkpoint;
        this.findings = findings;
    }

    void check(AuditEntry entry) throws IOException {
        if (entry.event().equals(LedgerEvents.BLOB_ERASED)) {
            checkErased(entry);
        }
        for (BlobReference reference : entry.blobs()) {
            String file = name(reference.sha256());
            try {
                boolean underWay = notes.begun(reference.sha256());
                blobs.get(reference);
                if (blobs.erased(reference)) {
                    stillThere(entry, reference.sha256(), underWay, "It was erased, but is still there");
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
                            "It has a tombstone, but it does not prove that an entry says it was erased");
                }
            }
        }
    }

    private static String name(String sha256) {
        return "blob/" + sha256.substring(0, 2) + "/" + sha256;
    }

    /** What an entry says was erased is gone. */
    private void checkErased(AuditEntry entry) {
        String sha256 = entry.target().id();
        if (!SHA256.matcher(sha256).matches()) {
            return;
        }
        // Asked before it is looked whether it is gone: what is being erased meanwhile has either the note or nothing
        // left.
        boolean underWay = notes.begun(sha256);
        if (blobs.gone(sha256)) {
            return;
        }
        stillThere(
                entry,
                sha256,
                underWay,
                "This entry says that it was erased, but it is still there, or has no tombstone");
    }

    private void stillThere(AuditEntry entry, String sha256, boolean underWay, String what) {
        if (underWay) {
            findings.notice(name(sha256)
                    + ": it is being erased, which was not carried out to its end yet; opening the ledger for writing does"
                    + " so");
        } else {
            findings.add(Kind.BLOB, name(sha256), entry.sequence(), entry.sequence(), what);
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
        byte[] json = tombstone.group(2).getBytes(StandardCharsets.UTF_8);
        boolean inLedger = sequence < entries.firstSequence()
                ? inTree(sequence, json)
                : Arrays.equals(entries.findJson(sequence), json);
        return inLedger && says(json, reference, sequence, text);
    }

    /** Whether an entry that has left by retention was this one: the tree still has its hash. */
    private boolean inTree(long sequence, byte[] json) throws IOException {
        try {
            return sequence < checkpoint.size()
                    && new Proofs(tiles)
                            .inclusion(sequence, checkpoint.size())
                            .proves(new TreeHasher().leaf(json), checkpoint.root());
        } catch (TileException e) {
            // Which is a finding of its own.
            return false;
        }
    }

    private static boolean says(byte[] json, BlobReference reference, long sequence, String tombstone) {
        try {
            AuditEntry entry = EntryCodec.decode(json);
            return entry.event().equals(LedgerEvents.BLOB_ERASED)
                    && entry.target().id().equals(reference.sha256())
                    && tombstone.equals("Entry " + sequence + ": "
                            + entry.details().get("reason") + "\n" + new String(json, StandardCharsets.UTF_8) + "\n");
        } catch (EntryFormatException e) {
            return false;
        }
    }

    /** How many references are to blobs that were erased. */
    long erased() {
        return erased;
    }
}
