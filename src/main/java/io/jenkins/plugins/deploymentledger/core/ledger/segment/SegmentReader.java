package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads the entries of one segment file.
 *
 * <p>Thread-safe; cursors are not. A reader of the last segment sees the entries that were on disk when it was opened.
 */
public interface SegmentReader extends Closeable {

    /** The segment file. */
    @NonNull
    Path file();

    /** Where what is derived from this segment stands: beside it, with the ending {@code .idx}. */
    @NonNull
    Path indexFile();

    /** Whether the segment is sealed, that is, will never change again. */
    boolean sealed();

    /** The sequence number of the first entry. */
    long firstSequence();

    /** The sequence number after the last entry; equal to {@link #firstSequence} where there is none. */
    long endSequence();

    /**
     * One entry.
     *
     * @throws IndexOutOfBoundsException if it is not in this segment
     * @throws IOException if it cannot be read
     */
    @NonNull
    AuditEntry entry(long sequence) throws IOException;

    /**
     * The canonical JSON of one entry.
     *
     * @throws IndexOutOfBoundsException if it is not in this segment
     * @throws IOException if it cannot be read
     */
    @NonNull
    byte[] json(long sequence) throws IOException;

    /**
     * Where in the file the record of an entry begins, for an index to remember; in bytes.
     *
     * @throws IndexOutOfBoundsException if it is not in this segment
     * @throws IOException if the segment cannot be read; the first call goes through all of it
     */
    int offset(long sequence) throws IOException;

    /**
     * The canonical JSON of one entry, where an index remembers its place; does not go through the segment.
     *
     * @param sequence the sequence number, for the message if there is no record
     * @param offset what {@link #offset} gave
     * @throws SegmentDamagedException if no record stands there
     * @throws IOException if it cannot be read
     */
    @NonNull
    byte[] jsonAt(long sequence, int offset) throws IOException;

    /** The entries from {@code from} to {@code end} (exclusive) of those that are in this segment, oldest first. */
    @NonNull
    EntryCursor ascending(long from, long end) throws IOException;

    /** The entries from {@code from} to {@code end} (exclusive) of those that are in this segment, newest first. */
    @NonNull
    EntryCursor descending(long from, long end) throws IOException;
}
