package io.jenkins.plugins.deploymentledger.core.ledger.feed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteVerifier;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What is handed over at once: entries that follow one another, and a checkpoint that covers them.
 *
 * <p>The sequence number of an entry is the key by which a receiver knows what it already has. Immutable.
 */
public final class Delivery {

    /** How many entries a delivery may have. */
    public static final int MOST_ENTRIES = 1_000;

    private final Ledger ledger;
    private final List<AuditEntry> entries;
    private final Checkpoint checkpoint;
    private final Checkpoint previous;

    Delivery(Ledger ledger, List<AuditEntry> entries, Checkpoint checkpoint, @CheckForNull Checkpoint previous) {
        this.ledger = ledger;
        this.entries = List.copyOf(entries);
        this.checkpoint = checkpoint;
        this.previous = previous;
    }

    /** The entries in their order; none if the consumer wants checkpoints alone. Unmodifiable. */
    @NonNull
    public List<AuditEntry> entries() {
        return entries;
    }

    /** A checkpoint that is on disk in the ledger and covers every entry of this delivery, perhaps more. */
    @NonNull
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** The checkpoint as a signed note: for the same checkpoint always the same bytes. In a new array. */
    @NonNull
    public byte[] note() {
        return ledger.sign(checkpoint);
    }

    /** The checkpoint of the delivery that was taken before this one; nothing if this is the first. */
    @NonNull
    public Optional<Checkpoint> previous() {
        return Optional.ofNullable(previous);
    }

    /** The public key of the ledger. */
    @NonNull
    public NoteVerifier verifier() {
        return ledger.verifier();
    }

    /**
     * Whether the ledger still has the history of a checkpoint.
     *
     * @param earlier one of this ledger, kept elsewhere
     * @throws IOException if the tree cannot be read
     */
    public boolean continues(@NonNull Checkpoint earlier) throws IOException {
        return earlier.size() <= checkpoint.size()
                && ledger.consistencyProof(earlier.size(), checkpoint.size()).proves(earlier.root(), checkpoint.root());
    }
}
