package io.jenkins.plugins.deploymentledger.core.ledger.index;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentReader;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The indexes of one ledger's segments, kept from query to query. Safe for use by several threads.
 *
 * <p>One such object lives as long as the ledger is in use; each query brings a reader of its own, and so sees what the
 * ledger held when that was opened.
 */
public final class LedgerIndex {

    /** How many indexes of sealed segments may take heap where their files cannot be written. */
    private static final int MOST_ON_HEAP = 8;

    private final ConcurrentMap<Long, SegmentIndex> segments = new ConcurrentHashMap<>();
    private final boolean writable;

    private LedgerIndex(boolean writable) {
        this.writable = writable;
    }

    /** Indexes that are written beside their segments when they are missing or of no use. */
    @NonNull
    public static LedgerIndex kept() {
        return new LedgerIndex(true);
    }

    /** Indexes that are read where they are of use and otherwise made in memory; the ledger's directory is not written. */
    @NonNull
    public static LedgerIndex readOnly() {
        return new LedgerIndex(false);
    }

    /**
     * A search of what a reader sees.
     *
     * @param reader stays the caller's to close
     */
    @NonNull
    public LedgerSearch search(@NonNull LedgerReader reader) {
        segments.keySet().removeIf(first -> first < reader.firstSequence());
        return new IndexedSearch(reader, this);
    }

    /**
     * Makes every index that is missing or of no use, so that the first query need not.
     *
     * @param reader of the ledger
     * @throws IOException if an entry cannot be read
     */
    public void prepare(@NonNull LedgerReader reader) throws IOException {
        for (SegmentReader segment : reader.segments()) {
            if (segment.endSequence() > segment.firstSequence()) {
                of(segment).get(segment);
            }
            trim();
        }
    }

    SegmentIndex of(SegmentReader segment) {
        return segments.computeIfAbsent(segment.firstSequence(), first -> new SegmentIndex(writable));
    }

    /** Forgets indexes that take heap when they are too many, so that memory is bounded whatever the disk does. */
    void trim() {
        long over = segments.values().stream().filter(SegmentIndex::onHeap).count() - MOST_ON_HEAP;
        if (over > 0) {
            segments.entrySet().stream()
                    .filter(entry -> entry.getValue().onHeap())
                    .limit(over)
                    .forEach(entry -> segments.remove(entry.getKey(), entry.getValue()));
        }
    }
}
