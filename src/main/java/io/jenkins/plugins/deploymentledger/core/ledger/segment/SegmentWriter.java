package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.AppendFile;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the last segment of a ledger.
 *
 * <p>A batch of records is either durable as a whole when {@link #append} returns, or is to be taken for not written. After a failure
 * the file is cut back to what was durable before anything else is written. Not thread-safe.
 */
public final class SegmentWriter implements Closeable {

    private final Path path;
    private final AppendFile file;
    private final long first;
    private long count;
    private long durableLength;
    private boolean uncertain;

    private SegmentWriter(Path path, AppendFile file, long first, long count, long durableLength) {
        this.path = path;
        this.file = file;
        this.first = first;
        this.count = count;
        this.durableLength = durableLength;
    }

    /**
     * Makes a new segment.
     *
     * @throws IOException if it cannot be made; nothing is then in its place
     */
    @NonNull
    public static SegmentWriter create(@NonNull Storage storage, @NonNull Path segments, @NonNull SegmentHeader header)
            throws IOException {
        Path path = SegmentNames.file(segments, header.first());
        storage.replace(path, header.encode());
        return resume(storage, path, header.first(), 0, SegmentHeader.LENGTH);
    }

    /**
     * Goes on with a segment that is not sealed.
     *
     * @param first the sequence number of its first entry
     * @param count how many entries it has
     * @param length how long it is in bytes
     * @throws IOException if it cannot be opened
     */
    @NonNull
    public static SegmentWriter resume(
            @NonNull Storage storage, @NonNull Path path, long first, long count, long length) throws IOException {
        return new SegmentWriter(path, storage.openForAppend(path), first, count, length);
    }

    /** The segment file. */
    @NonNull
    public Path path() {
        return path;
    }

    /** How many entries are durable in it. */
    public long count() {
        return count;
    }

    /** The sequence number of its first entry. */
    public long first() {
        return first;
    }

    /** How many bytes are durable. */
    public long length() {
        return durableLength;
    }

    /**
     * Writes records and makes them durable.
     *
     * @param records canonical JSON of one entry each
     * @throws io.jenkins.plugins.deploymentledger.core.ledger.storage.FileReplacedException if the file is no longer the one that
     *     was opened
     * @throws IOException if they could not be made durable; none of them counts then
     */
    public void append(@NonNull List<byte[]> records) throws IOException {
        int length = records.stream()
                .mapToInt(json -> SegmentFormat.FRAME + json.length)
                .sum();
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (byte[] json : records) {
            SegmentFormat.putRecord(bytes, json);
        }
        write(bytes.flip());
        count += records.size();
    }

    /**
     * Seals the segment: nothing can be added to it any more.
     *
     * @param root the root of the tree of all entries up to its end
     * @throws IOException if the seal could not be made durable
     */
    public void seal(@NonNull Hash root) throws IOException {
        write(ByteBuffer.wrap(new SegmentSeal(count, root).encode()));
    }

    /** Makes sure that the file is still the one that was opened and has only what this wrote. */
    public void checkUntouched() throws IOException {
        settle();
        file.checkUntouched(durableLength);
    }

    private void write(ByteBuffer bytes) throws IOException {
        checkUntouched();
        int length = bytes.remaining();
        uncertain = true;
        file.write(bytes);
        file.force();
        uncertain = false;
        durableLength += length;
    }

    /** After a failed write nobody knows what of it is in the file; it was acknowledged to nobody, so it goes. */
    private void settle() throws IOException {
        if (uncertain) {
            file.truncate(durableLength);
            uncertain = false;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            settle();
        } finally {
            file.close();
        }
    }
}
