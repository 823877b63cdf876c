package io.jenkins.plugins.deploymentledger.core.ledger.index;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.query.BoundedCount;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.EntryCursor;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import java.io.IOException;
import java.util.function.LongConsumer;

/**
 * Answers by reading every entry: slow, but nothing that is not proved, such as an index, can hide an entry from it.
 */
public final class ScanningSearch implements LedgerSearch {

    private final LedgerReader reader;
    private final LongConsumer progress;

    /**
     * A search of what a reader sees.
     *
     * @param reader stays the caller's to close
     * @param progress is told of every entry that is read how many were read for the present question
     */
    public ScanningSearch(@NonNull LedgerReader reader, @NonNull LongConsumer progress) {
        this.reader = reader;
        this.progress = progress;
    }

    @Override
    public void walk(@NonNull LedgerQuery query, long before, @NonNull EntryConsumer consumer) throws IOException {
        try (EntryCursor cursor = reader.descending(reader.firstSequence(), Math.min(before, reader.endSequence()))) {
            give(cursor, query, consumer);
        }
    }

    @Override
    public void climb(@NonNull LedgerQuery query, long after, @NonNull EntryConsumer consumer) throws IOException {
        try (EntryCursor cursor = reader.ascending(Math.max(reader.firstSequence(), after + 1), reader.endSequence())) {
            give(cursor, query, consumer);
        }
    }

    private void give(EntryCursor cursor, LedgerQuery query, EntryConsumer consumer) throws IOException {
        for (long read = 1; cursor.next(); read++) {
            progress.accept(read);
            AuditEntry entry = cursor.entry();
            if (query.matches(entry) && !consumer.take(entry)) {
                return;
            }
        }
    }

    @Override
    @NonNull
    public BoundedCount count(@NonNull LedgerQuery query, int bound) throws IOException {
        long[] count = new long[1];
        walk(query, Long.MAX_VALUE, entry -> ++count[0] <= bound);
        return new BoundedCount(Math.min(count[0], bound), count[0] <= bound);
    }
}
