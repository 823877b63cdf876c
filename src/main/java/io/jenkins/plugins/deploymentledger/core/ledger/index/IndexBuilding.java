package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.segment.EntryCursor;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Makes an index from the entries of a segment. */
final class IndexBuilding {

    private IndexBuilding() {}

    /** The bytes of the index file of a sealed segment of at least one entry. */
    static ByteBuffer build(SegmentReader segment) throws IOException {
        OpenIndex index = new OpenIndex(segment.firstSequence());
        extend(index, segment);
        return SealedIndex.encode(index, lastHash(segment));
    }

    /** Adds the entries of a segment that the index does not have yet. */
    static void extend(OpenIndex index, SegmentReader segment) throws IOException {
        long end = segment.endSequence();
        if (index.endSequence() >= end) {
            return;
        }
        try (EntryCursor cursor = segment.ascending(index.endSequence(), end)) {
            while (cursor.next()) {
                index.add(cursor.entry());
            }
        }
    }

    /** What tells a segment from another one with as many entries at the same place: the SHA-256 of its last entry. */
    static byte[] lastHash(SegmentReader segment) throws IOException {
        try {
            return MessageDigest.getInstance("SHA-256").digest(segment.json(segment.endSequence() - 1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
