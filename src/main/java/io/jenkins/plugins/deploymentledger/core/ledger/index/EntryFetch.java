package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.EntryCursor;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentReader;
import java.io.Closeable;
import java.io.IOException;

/**
 * Reads entries of a segment from newer to older ones: one by one where they lie far apart, in one sweep where they lie
 * close together.
 */
final class EntryFetch implements Closeable {

    /** Passing over so few entries costs less than going to one of them. */
    private static final int CLOSE = 4;
    /** So many close entries in a row make a sweep. */
    private static final int SWEEP = 16;

    private final SegmentReader segment;
    private EntryCursor cursor;
    private long last = Long.MIN_VALUE;
    private int close;

    EntryFetch(SegmentReader segment) {
        this.segment = segment;
    }

    /** The entry of a sequence number smaller than that before. */
    AuditEntry get(long sequence) throws IOException {
        boolean near = last - sequence <= CLOSE && last > sequence;
        last = sequence;
        close = near ? close + 1 : 0;
        if (!near) {
            close();
        }
        if (cursor == null && close < SWEEP) {
            return segment.entry(sequence);
        }
        if (cursor == null) {
            cursor = segment.descending(segment.firstSequence(), sequence + 1);
        }
        while (cursor.next()) {
            if (cursor.sequence() == sequence) {
                return cursor.entry();
            }
        }
        throw new IOException(segment.file() + " ended before entry " + sequence);
    }

    @Override
    public void close() throws IOException {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
