package io.jenkins.plugins.deploymentledger.audit.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where entries end up: the ledger, as the recorder sees it. */
public interface Trail extends AutoCloseable {

    /**
     * Appends an event.
     *
     * @return completes when the entry is on disk, exceptionally if it cannot be written
     */
    @NonNull
    CompletableFuture<?> append(@NonNull AuditEvent event);

    /**
     * Keeps a big part of an event beside its entry; it is on disk when this returns. For the recorder's thread alone.
     *
     * @param name what it is
     * @throws IOException if it cannot be kept
     */
    @NonNull
    BlobReference keep(@NonNull String name, @NonNull byte[] content) throws IOException;

    /** Completes when everything that was appended so far is on disk or has failed. */
    @NonNull
    CompletableFuture<?> flushed();

    /** What is wrong, in a sentence; empty if nothing is. */
    @NonNull
    String problem();

    /** The ledger itself, for those who read; empty while it is not open. */
    @NonNull
    Optional<Ledger> ledger();

    /** Whether the ledger is open, and was there before this Jenkins started. */
    boolean isOld();

    /** Tries at once to open the ledger, if it is not. */
    void retry();

    /** Writes what waits, and takes no more. */
    @Override
    void close();

    /** Whether entries can be written now. */
    boolean isWritable();

    /** Whether an event that is appended now is taken without waiting for the disk. */
    boolean takesAtOnce();
}
