package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentReader;
import java.io.IOException;

/** Reads the entries of a segment's rows where an index says that they stand. */
final class EntryFetch {

    private final SegmentReader segment;
    private final RowIndex index;

    EntryFetch(SegmentReader segment, RowIndex index) {
        this.segment = segment;
        this.index = index;
    }

    /** The entry of a row. */
    AuditEntry get(int row) throws IOException {
        return EntryCodec.decode(segment.jsonAt(segment.firstSequence() + row, index.offset(row)));
    }
}
