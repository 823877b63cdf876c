package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads the entries of a whole ledger, as they were on disk when the reader was opened.
 *
 * <p>Thread-safe; cursors are not.
 */
public interface LedgerReader extends Closeable {

    /** The sequence number of the oldest entry that has not left by retention. */
    long firstSequence();

    /** The sequence number after the newest entry. */
    long endSequence();

    /** The segments, oldest first; unmodifiable. They are closed with this reader. */
    @NonNull
    List<SegmentReader> segments();

    /** The entries from {@code from} to {@code end} (exclusive) of those that are there, oldest first. */
    @NonNull
    EntryCursor ascending(long from, long end) throws IOException;

    /** The entries from {@code from} to {@code end} (exclusive) of those that are there, newest first. */
    @NonNull
    EntryCursor descending(long from, long end) throws IOException;

    /**
     * One entry.
     *
     * @return nothing if there is none of this number here
     * @throws IOException if it cannot be read
     */
    @NonNull
    default Optional<AuditEntry> entry(long sequence) throws IOException {
        if (sequence < firstSequence() || sequence >= endSequence()) {
            return Optional.empty();
        }
        try (EntryCursor cursor = descending(sequence, sequence + 1)) {
            return cursor.next() ? Optional.of(cursor.entry()) : Optional.empty();
        }
    }
}
