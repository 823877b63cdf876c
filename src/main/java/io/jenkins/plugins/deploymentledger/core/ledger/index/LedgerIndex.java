package io.jenkins.plugins.deploymentledger.core.ledger.index;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Buckets;
import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentReader;
import java.io.IOException;
import java.util.List;
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
    private volatile long oldest;

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
        long first = reader.firstSequence();
        if (first != oldest) {
            oldest = first;
            segments.keySet().removeIf(key -> key < first);
        }
        return new IndexedSearch(reader, this);
    }

    /**
     * What there is in an answer as a whole. Reads no entry, but where an index is missing.
     *
     * @param reader of the ledger
     * @param query which entries
     * @param buckets over which the histogram counts
     * @throws IOException if a segment cannot be read
     */
    @NonNull
    public Overview overview(@NonNull LedgerReader reader, @NonNull LedgerQuery query, @NonNull Buckets buckets)
            throws IOException {
        OverviewTally tally = new OverviewTally(query, buckets);
        for (SegmentReader segment : reader.segments()) {
            SegmentIndex index = of(segment);
            if (index.mayAnswer(segment, query)) {
                tally.add(index.get(segment), Math.toIntExact(segment.endSequence() - segment.firstSequence()));
                if (index.onHeap()) {
                    trim();
                }
            }
        }
        return tally.overview();
    }

    /**
     * Values of a field that contain a text, as entries have them, those of the newest entries first.
     *
     * @param reader of the ledger
     * @param kind of which field
     * @param text what they contain, where case does not matter; an address begins with it
     * @param most how many at most, at least 1
     * @return distinct but for case
     * @throws IOException if a segment cannot be read
     */
    @NonNull
    public List<String> suggest(@NonNull LedgerReader reader, @NonNull FilterKind kind, @NonNull String text, int most)
            throws IOException {
        Suggestions suggestions = new Suggestions(kind, text, most);
        List<SegmentReader> segments = reader.segments();
        for (int i = segments.size() - 1; i >= 0 && suggestions.wanted(); i--) {
            SegmentReader segment = segments.get(i);
            if (segment.endSequence() > segment.firstSequence()) {
                suggestions.add(segment, of(segment).get(segment));
            }
            trim();
        }
        return suggestions.values();
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

    /** What {@link #trim} does, if this index was one more that takes heap. */
    void trimAfter(SegmentIndex used) {
        if (used.onHeap()) {
            trim();
        }
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
