package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.segment.EntryCursor;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentReader;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Makes an index from the entries of a segment. */
final class IndexBuilding {

    private IndexBuilding() {}

    /**
     * The bytes of the index file of a sealed segment of at least one entry.
     *
     * @param index may have some of the entries already
     */
    static ByteBuffer encode(OpenIndex index, SegmentReader segment) throws IOException {
        extend(index, segment);
        byte[] last = segment.jsonAt(segment.endSequence() - 1, index.offset(index.rows() - 1));
        return SealedIndex.encode(index, IndexHeader.hash(last));
    }

    /** Adds the entries of a segment that the index does not have yet. */
    static void extend(OpenIndex index, SegmentReader segment) throws IOException {
        long end = segment.endSequence();
        if (index.endSequence() >= end) {
            return;
        }
        try (EntryCursor cursor = segment.ascending(index.endSequence(), end)) {
            while (cursor.next()) {
                index.add(cursor.entry(), segment.offset(cursor.sequence()));
            }
        }
    }
}
