package io.jenkins.plugins.deploymentledger.core.ledger.append;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EncodedEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteSigner;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentFile;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentHeader;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentWriter;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileWriter;
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
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP2", "AT_STALE_THREAD_WRITE_OF_PRIMITIVE"},
        justification = "It takes its parts over, and only the writing thread changes them")
public final class LedgerTail implements Closeable {

    private final Storage storage;
    private final LedgerDirectory directory;
    private final NoteSigner signer;
    private final TileWriter tiles;
    private final TreeHasher hasher = new TreeHasher();
    private volatile SegmentWriter segment;
    private boolean sealed;
    private Hash last;
    private Instant segmentBegan;
    private volatile Checkpoint published;
    private volatile long durableEnd;

    /**
     * @param storage writes the files
     * @param directory where they stand
     * @param signer signs the checkpoints
     * @param tiles the tree of all entries that are on disk
     * @param segment the last segment
     * @param sealed whether it is sealed already, so that the next entry begins a new one
     * @param last the leaf hash of the last entry; 32 zero bytes if there is none
     * @param segmentBegan when the first entry of the last segment was recorded; now if it has none
     * @param published the checkpoint that is on disk
     */
    public LedgerTail(
            @NonNull Storage storage,
            @NonNull LedgerDirectory directory,
            @NonNull NoteSigner signer,
            @NonNull TileWriter tiles,
            @NonNull SegmentWriter segment,
            boolean sealed,
            @NonNull Hash last,
            @NonNull Instant segmentBegan,
            @NonNull Checkpoint published) {
        this.storage = storage;
        this.directory = directory;
        this.signer = signer;
        this.tiles = tiles;
        this.segment = segment;
        this.sealed = sealed;
        this.last = last;
        this.segmentBegan = segmentBegan;
        this.published = published;
        this.durableEnd = tiles.size();
    }

    /** The sequence number that the next entry gets; how many entries are on disk. */
    public long next() {
        return tiles.size();
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
        return published;
    }

    /** Whether there are entries that the checkpoint does not cover. */
    boolean unpublished() {
        return published.size() < tiles.size();
    }

    /** Whether the next entry has to begin a new segment. */
    boolean full(WriterOptions options, Instant now) {
        return sealed
                || segment.count() >= options.segmentEntries()
                || segment.length() >= options.segmentBytes()
                || (segment.count() > 0
                        && segmentBegan.plus(options.segmentAge()).isBefore(now));
    }

    /**
     * Seals the last segment and begins a new one. The checkpoint covers all of the sealed one by then.
     *
     * @throws IOException if the disk does not take it; to be tried again
     */
    void roll(Instant now) throws IOException {
        if (!sealed) {
            segment.seal(tiles.root());
            sealed = true;
        }
        publish();
        SegmentWriter fresh =
                SegmentWriter.create(storage, directory.segments(), new SegmentHeader(next(), last, tiles.root()));
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
            tiles.append(receipt.leaf());
        }
        durableEnd = sequence;
        return receipts;
    }

    /** How many entries the segment can still take. */
    int room(WriterOptions options) {
        return (int) Math.max(0, options.segmentEntries() - segment.count());
    }

    /**
     * Puts on disk the tiles that became full.
     *
     * @throws IOException if the disk does not take them; to be tried again
     */
    void flushTiles() throws IOException {
        tiles.flush();
    }

    /**
     * Publishes the checkpoint of all entries that are on disk, if there is not one already.
     *
     * @throws IOException if the disk does not take it; to be tried again
     */
    void publish() throws IOException {
        if (unpublished()) {
            tiles.writePartials();
            Checkpoint checkpoint = new Checkpoint(signer.verifier().name(), tiles.size(), tiles.root());
            storage.replace(directory.checkpoint(), checkpoint.sign(signer));
            published = checkpoint;
        }
        tiles.dropFormerPartials();
    }

    /** Makes sure that nobody changed the open files. */
    void checkUntouched() throws IOException {
        segment.checkUntouched();
    }

    @Override
    public void close() throws IOException {
        segment.close();
    }
}
