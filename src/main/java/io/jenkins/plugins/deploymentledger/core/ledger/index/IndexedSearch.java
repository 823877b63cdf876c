package io.jenkins.plugins.deploymentledger.core.ledger.index;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.query.BoundedCount;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentReader;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/** Answers from indexes, segment by segment from the newest, and reads only entries that it gives. */
final class IndexedSearch implements LedgerSearch {

    private final LedgerReader reader;
    private final LedgerIndex indexes;

    IndexedSearch(LedgerReader reader, LedgerIndex indexes) {
        this.reader = reader;
        this.indexes = indexes;
    }

    @Override
    public void walk(@NonNull LedgerQuery query, long before, @NonNull EntryConsumer consumer) throws IOException {
        rows(query, before, (segment, index, rows, newest) -> {
            try (EntryFetch entries = new EntryFetch(segment, index.get(segment))) {
                for (int row = newest; row >= 0; row = rows.atMost(row - 1)) {
                    AuditEntry entry = entries.get(row);
                    if (entry.sequence() != segment.firstSequence() + row || !query.matches(entry)) {
                        index.distrust(segment);
                    } else if (!consumer.take(entry)) {
                        return false;
                    }
                }
            }
            return true;
        });
    }

    @Override
    public void climb(@NonNull LedgerQuery query, long after, @NonNull EntryConsumer consumer) throws IOException {
        for (SegmentReader segment : reader.segments()) {
            SegmentIndex index = indexes.of(segment);
            if (segment.endSequence() <= after + 1 || !index.mayAnswer(segment, query)) {
                continue;
            }
            RowIndex rows = index.get(segment);
            indexes.trimAfter(index);
            long first = segment.firstSequence();
            BitSet marked = Marks.of(query, rows, Math.toIntExact(segment.endSequence() - first));
            int row = marked.nextSetBit((int) Math.max(0, after + 1 - first));
            for (; row >= 0; row = marked.nextSetBit(row + 1)) {
                AuditEntry entry = EntryCodec.decode(segment.jsonAt(first + row, rows.offset(row)));
                if (entry.sequence() != first + row || !query.matches(entry)) {
                    index.distrust(segment);
                } else if (!consumer.take(entry)) {
                    return;
                }
            }
        }
    }

    @Override
    @NonNull
    public BoundedCount count(@NonNull LedgerQuery query, int bound) throws IOException {
        long[] count = new long[1];
        rows(query, Long.MAX_VALUE, (segment, index, rows, newest) -> {
            for (int row = newest; row >= 0 && count[0] <= bound; row = rows.atMost(row - 1)) {
                count[0]++;
            }
            return count[0] <= bound;
        });
        return new BoundedCount(Math.min(count[0], bound), count[0] <= bound);
    }

    private void rows(LedgerQuery query, long before, SegmentRows visitor) throws IOException {
        List<SegmentReader> segments = reader.segments();
        for (int i = segments.size() - 1; i >= 0; i--) {
            SegmentReader segment = segments.get(i);
            long end = Math.min(before, segment.endSequence());
            SegmentIndex index = indexes.of(segment);
            if (end > segment.firstSequence() && index.mayAnswer(segment, query)) {
                Rows rows = Plan.of(query, index.get(segment));
                int newest = rows.atMost(Math.toIntExact(end - segment.firstSequence() - 1));
                indexes.trimAfter(index);
                if (newest >= 0 && !visitor.visit(segment, index, rows, newest)) {
                    return;
                }
            }
        }
    }

    /** Looks at the rows of a segment that answer, at least one. */
    private interface SegmentRows {

        /** Returns whether older segments are wanted. */
        boolean visit(SegmentReader segment, SegmentIndex index, Rows rows, int newest) throws IOException;
    }
}
