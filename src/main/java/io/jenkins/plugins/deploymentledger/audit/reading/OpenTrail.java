package io.jenkins.plugins.deploymentledger.audit.reading;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportSource;
import io.jenkins.plugins.deploymentledger.core.ledger.index.EntryConsumer;
import io.jenkins.plugins.deploymentledger.core.ledger.index.LedgerIndex;
import io.jenkins.plugins.deploymentledger.core.ledger.index.LedgerSearch;
import io.jenkins.plugins.deploymentledger.core.ledger.index.Overview;
import io.jenkins.plugins.deploymentledger.core.ledger.index.Siblings;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.query.BoundedCount;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Buckets;
import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailRequest;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The trail as it is at one moment, for one reader. To be closed. */
public final class OpenTrail implements Closeable {

    private static final int FEW = 10;

    private final Ledger ledger;
    private final LedgerReader reader;
    private final LedgerIndex index;
    private final LedgerSearch search;
    private final Checkpoint checkpoint;

    private OpenTrail(Ledger ledger, Checkpoint checkpoint, LedgerReader reader, LedgerIndex index) {
        this.ledger = ledger;
        this.checkpoint = checkpoint;
        this.reader = reader;
        this.index = index;
        this.search = index.search(reader);
    }

    static OpenTrail of(Ledger ledger, LedgerIndex index) throws IOException {
        // In this order, so that the reader sees every entry that the checkpoint covers.
        Checkpoint checkpoint = ledger.publishedCheckpoint();
        return new OpenTrail(ledger, checkpoint, ledger.reader(), index);
    }

    /** The ledger that is read. */
    @NonNull
    public Ledger ledger() {
        return ledger;
    }

    /** The sequence number of the oldest entry that has not left. */
    public long firstSequence() {
        return reader.firstSequence();
    }

    /** The sequence number after the newest entry. */
    public long endSequence() {
        return reader.endSequence();
    }

    /**
     * How many bytes its entries take on the disk.
     *
     * @throws IOException if that cannot be found out
     */
    public long bytes() throws IOException {
        long bytes = 0;
        for (SegmentReader segment : reader.segments()) {
            bytes += Files.size(segment.file());
        }
        return bytes;
    }

    /**
     * The page that is asked for.
     *
     * @throws IOException if the ledger cannot be read
     */
    @NonNull
    public TrailSlice slice(@NonNull TrailRequest request) throws IOException {
        int limit = request.limit();
        boolean upwards = request.after().isPresent();
        // One more than the page holds is looked for, to know whether there is another one.
        List<AuditEntry> entries = upwards
                ? search.above(request.query(), request.after().getAsLong(), limit + 1)
                : below(request.query(), request.before().orElse(Long.MAX_VALUE), limit + 1);
        boolean more = entries.size() > limit;
        if (more) {
            entries = upwards ? entries.subList(1, limit + 1) : entries.subList(0, limit);
        }
        if (upwards) {
            return new TrailSlice(entries, more, hasBelow(request, entries));
        }
        boolean newer = request.before().isPresent() && !entries.isEmpty() && hasAbove(request, entries);
        return new TrailSlice(entries, newer, more);
    }

    private List<AuditEntry> below(LedgerQuery query, long before, int size) throws IOException {
        List<AuditEntry> entries = new ArrayList<>();
        search.walk(query, before, entry -> {
            entries.add(entry);
            return entries.size() < size;
        });
        return entries;
    }

    private boolean hasBelow(TrailRequest request, List<AuditEntry> entries) throws IOException {
        long bound = entries.isEmpty()
                ? request.after().getAsLong() + 1
                : entries.get(entries.size() - 1).sequence();
        return !below(request.query(), bound, 1).isEmpty();
    }

    private boolean hasAbove(TrailRequest request, List<AuditEntry> entries) throws IOException {
        return !search.above(request.query(), entries.get(0).sequence(), 1).isEmpty();
    }

    /**
     * How many entries above one answer.
     *
     * @param bound where counting stops
     * @throws IOException if the ledger cannot be read
     */
    @NonNull
    public BoundedCount above(@NonNull LedgerQuery query, long after, int bound) throws IOException {
        int[] count = new int[1];
        EntryConsumer counting = entry -> ++count[0] <= bound;
        search.climb(query, after, counting);
        return new BoundedCount(Math.min(count[0], bound), count[0] <= bound);
    }

    /**
     * The numbers of a page.
     *
     * @throws IOException if the ledger cannot be read
     */
    @NonNull
    public Overview overview(@NonNull LedgerQuery query, @NonNull Buckets buckets) throws IOException {
        return index.overview(reader, query, buckets);
    }

    /**
     * Makes every index that is missing, so that no question has to.
     *
     * @throws IOException if the ledger cannot be read
     */
    void prepare() throws IOException {
        index.prepare(reader);
    }

    /**
     * How many entries of a period answer; reads none of them.
     *
     * @param query of a period
     * @throws IOException if the ledger cannot be read
     */
    public long count(@NonNull LedgerQuery query) throws IOException {
        return overview(query, Buckets.of(query.period().orElseThrow(), ZoneOffset.UTC, FEW))
                .total();
    }

    /**
     * Gives the entries that answer, newest first.
     *
     * @throws IOException if the ledger cannot be read, or the consumer fails
     */
    public void walk(@NonNull LedgerQuery query, @NonNull EntryConsumer consumer) throws IOException {
        search.walk(query, Long.MAX_VALUE, consumer);
    }

    /**
     * The newest entry that answers.
     *
     * @throws IOException if the ledger cannot be read
     */
    @NonNull
    public Optional<AuditEntry> newest(@NonNull LedgerQuery query) throws IOException {
        return below(query, Long.MAX_VALUE, 1).stream().findFirst();
    }

    /**
     * One entry.
     *
     * @return nothing if there is none of this number, or it has left
     * @throws IOException if the ledger cannot be read
     */
    @NonNull
    public Optional<AuditEntry> entry(long sequence) throws IOException {
        return reader.entry(sequence);
    }

    /**
     * What else the request of an entry left.
     *
     * @throws IOException if the ledger cannot be read
     */
    @NonNull
    public List<AuditEntry> siblings(@NonNull AuditEntry entry) throws IOException {
        return Siblings.of(reader, entry, Origin.REQUEST);
    }

    /**
     * Values of a field that contain a text.
     *
     * @throws IOException if the ledger cannot be read
     */
    @NonNull
    public List<String> suggest(@NonNull FilterKind kind, @NonNull String text, int most) throws IOException {
        return index.suggest(reader, kind, text, most);
    }

    /** The newest checkpoint that covers no entry which is not seen here. */
    @NonNull
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** What is exported from: everything that the checkpoint covers. */
    @NonNull
    public ExportSource source() {
        return new ExportSource(
                search,
                reader.firstSequence(),
                checkpoint.size(),
                new String(ledger.sign(checkpoint), StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
