package io.jenkins.plugins.deploymentledger.core.ledger.append;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EncodedEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentFile;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentHeader;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentWriter;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.GrowingTree;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The growing end of a ledger: its last segment, the right edge of its tree and its checkpoint.
 *
 * <p>Every step can be tried again after it failed, without anything being written twice. Not thread-safe: it belongs to the writer, but for
 * {@link #durableEnd} and {@link #published}.
 */
public final class LedgerTail implements Closeable {

    private final Storage storage;
    private final LedgerDirectory directory;
    private final GrowingTree tree;
    private final Publisher publisher;
    private final TreeHasher hasher = new TreeHasher();
    private volatile SegmentWriter segment;
    private boolean sealed;
    private Hash last;
    private Instant segmentBegan;
    private long begun;
    private volatile long durableEnd;

    /**
     * @param storage writes the files
     * @param directory where they stand
     * @param publisher publishes the checkpoints
     * @param tree the tree of all entries that are on disk
     * @param segment the last segment
     * @param sealed whether it is sealed already, so that the next entry begins a new one
     * @param last the leaf hash of the last entry; 32 zero bytes if there is none
     * @param segmentBegan when the first entry of the last segment was recorded; now if it has none
     */
    public LedgerTail(
            @NonNull Storage storage,
            @NonNull LedgerDirectory directory,
            @NonNull Publisher publisher,
            @NonNull GrowingTree tree,
            @NonNull SegmentWriter segment,
            boolean sealed,
            @NonNull Hash last,
            @NonNull Instant segmentBegan) {
        this.storage = storage;
        this.directory = directory;
        this.publisher = publisher;
        this.tree = tree;
        this.segment = segment;
        this.sealed = sealed;
        this.last = last;
        this.segmentBegan = segmentBegan;
        this.begun = publisher.published().size();
        this.durableEnd = tree.size();
    }

    /** The sequence number that the next entry gets; how many entries are on disk. */
    public long next() {
        return tree.size();
    }

    /** Reads the entries of the last segment that are on disk now. From any thread. */
    SegmentFile lastSegment() {
        return segment.reader();
    }

    /** The sequence number after the newest entry that is on disk. */
    long durableEnd() {
        return durableEnd;
    }

    /** The checkpoint that is on disk. */
    @NonNull
    public Checkpoint published() {
        return publisher.published();
    }

    /** Whether there are entries that the checkpoint does not cover. */
    boolean unpublished() {
        return publisher.published().size() < tree.size();
    }

    /** Whether the next entry has to begin a new segment. */
    boolean full(WriterOptions options, Instant now) {
        return sealed
                || segment.count() >= options.segments().entries()
                || segment.length() >= options.segments().bytes()
                || (segment.count() > 0
                        && segmentBegan.plus(options.segments().age()).isBefore(now));
    }

    /**
     * Seals the last segment and begins a new one. The checkpoint covers all of the sealed one by then.
     *
     * @throws IOException if the disk does not take it; to be tried again
     */
    void roll(Instant now) throws IOException {
        if (!sealed) {
            segment.seal(tree.root());
            sealed = true;
        }
        publish();
        SegmentWriter fresh =
                SegmentWriter.create(storage, directory.segments(), new SegmentHeader(next(), last, tree.root()));
        SegmentWriter former = segment;
        segment = fresh;
        sealed = false;
        segmentBegan = now;
        former.close();
    }

    /**
     * Records events, in their order; they are on disk when this returns.
     *
     * @throws IOException if the disk does not take them; none of them is recorded then
     */
    List<Receipt> commit(List<EncodedEvent> events, Instant now) throws IOException {
        List<byte[]> records = new ArrayList<>(events.size());
        List<Receipt> receipts = new ArrayList<>(events.size());
        Hash after = last;
        String recorded = EntryCodec.format(now);
        long sequence = next();
        for (EncodedEvent event : events) {
            byte[] json = event.at(sequence, after.hex(), recorded);
            after = hasher.leaf(json);
            records.add(json);
            receipts.add(new Receipt(sequence, after, now));
            sequence++;
        }
        segment.append(records);
        last = after;
        for (Receipt receipt : receipts) {
            tree.append(receipt.leaf());
        }
        durableEnd = sequence;
        return receipts;
    }

    /** How many entries the segment can still take. */
    int room(WriterOptions options) {
        return (int) Math.max(0, options.segments().entries() - segment.count());
    }

    /** How many entries there are of which not even a publication was begun. */
    long unbegun() {
        return tree.size() - begun;
    }

    /**
     * Makes sure that the last publication, if it is done, went well.
     *
     * @throws IOException if it did not
     */
    void checkPublished() throws IOException {
        if (publisher.idle()) {
            awaitPublished();
        }
    }

    /**
     * Begins to publish the checkpoint of all entries that are on disk, if there is not one already; when the publication before is done. After
     * one that failed, this waits until it is on disk.
     *
     * @param then runs when it is on disk or could not be written, in this thread or another
     * @throws IOException if the disk does not take it; to be tried again
     */
    void beginPublication(Runnable then) throws IOException {
        boolean again = publisher.failed();
        awaitPublished();
        if (!unpublished()) {
            then.run();
            return;
        }
        begun = tree.size();
        publisher.begin(tree.grown(), then);
        if (again) {
            awaitPublished();
        }
    }

    /**
     * Publishes the checkpoint of all entries that are on disk, if there is not one already.
     *
     * @throws IOException if the disk does not take it; to be tried again
     */
    void publish() throws IOException {
        beginPublication(() -> {});
        awaitPublished();
    }

    private void awaitPublished() throws IOException {
        try {
            publisher.await();
        } finally {
            if (publisher.failed()) {
                begun = publisher.published().size();
            }
        }
    }

    /** Makes sure that nobody changed the open files. */
    void checkUntouched() throws IOException {
        segment.checkUntouched();
    }

    @Override
    public void close() throws IOException {
        try {
            publisher.await();
        } finally {
            publisher.close();
            segment.close();
        }
    }
}
