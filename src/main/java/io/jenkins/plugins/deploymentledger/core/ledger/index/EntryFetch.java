package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the entries of a segment's rows, newest first, where an index says that they stand: one by one where they lie far
 * apart, many at once where they lie close together.
 */
final class EntryFetch implements Closeable {

    /** Reading so many records that are not wanted costs less than an access to the file. */
    private static final int CLOSE = 4;

    /** So many close rows one after the other promise more of them. */
    private static final int PROMISING = 8;

    private final SegmentReader segment;
    private final RowIndex index;
    private RecordBlock block;
    private int last = Integer.MAX_VALUE;
    private int close;

    EntryFetch(SegmentReader segment, RowIndex index) {
        this.segment = segment;
        this.index = index;
    }

    /** The entry of a row below the row before. */
    AuditEntry get(int row) throws IOException {
        close = last - row <= CLOSE ? close + 1 : 0;
        last = row;
        Optional<byte[]> json = Optional.empty();
        if (close >= PROMISING) {
            if (block == null) {
                block = new RecordBlock(segment, index);
            }
            json = block.json(row);
        }
        return EntryCodec.decode(
                json.isPresent() ? json.get() : segment.jsonAt(segment.firstSequence() + row, index.offset(row)));
    }

    @Override
    public void close() throws IOException {
        if (block != null) {
            block.close();
        }
    }
}
