package io.jenkins.plugins.deploymentledger.audit.reading;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.InclusionProof;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An entry with the proof that it is in the ledger's tree.
 *
 * @param json the entry's canonical JSON, exactly the bytes that are hashed, as text
 * @param leaf its RFC 6962 leaf hash
 * @param checkpoint a checkpoint that covers it
 * @param note that checkpoint as a signed note
 * @param proof from the leaf to the checkpoint's root
 */
public record ProvedEntry(
        @NonNull String json,
        @NonNull Hash leaf,
        @NonNull Checkpoint checkpoint,
        @NonNull String note,
        @NonNull InclusionProof proof) {

    /**
     * Proves an entry; makes a checkpoint first where none covers it yet.
     *
     * @throws IOException if the tree cannot be read, or there is no checkpoint in time
     */
    @NonNull
    public static ProvedEntry of(@NonNull Ledger ledger, @NonNull AuditEntry entry) throws IOException {
        Checkpoint checkpoint = ledger.publishedCheckpoint();
        if (checkpoint.size() <= entry.sequence()) {
            checkpoint = ledger.checkpoint();
        }
        byte[] json = EntryCodec.encode(entry);
        return new ProvedEntry(
                new String(json, StandardCharsets.UTF_8),
                new TreeHasher().leaf(json),
                checkpoint,
                new String(ledger.sign(checkpoint), StandardCharsets.UTF_8),
                ledger.inclusionProof(entry.sequence(), checkpoint.size()));
    }

    /** Whether the proof leads from the entry to the root of the checkpoint. */
    public boolean holds() {
        return proof.proves(leaf, checkpoint.root());
    }
}
