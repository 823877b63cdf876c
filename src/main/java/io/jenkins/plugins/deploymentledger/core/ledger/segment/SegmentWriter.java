package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
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
 * the file is cut back to what was durable before anything else is written. Not thread-safe, but
 * for {@link #reader}.
 */
@SuppressFBWarnings(
        value = {"AT_NONATOMIC_64BIT_PRIMITIVE", "AT_STALE_THREAD_WRITE_OF_PRIMITIVE"},
        justification = "What is not volatile is used by the writing thread alone")
public final class SegmentWriter implements Closeable {

    private final Path path;
    private final AppendFile file;
    private final long first;
    private long durableLength;
    private boolean uncertain;
    private volatile RecordOffsets records;

    private SegmentWriter(Path path, AppendFile file, long first, RecordOffsets records, long durableLength) {
        this.path = path;
        this.file = file;
        this.first = first;
        this.records = records;
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
        return resume(storage, path, header.first(), RecordOffsets.NONE, SegmentHeader.LENGTH);
    }

    /**
     * Goes on with a segment that is not sealed.
     *
     * @param first the sequence number of its first entry
     * @param records where its records begin
     * @param length how long it is in bytes
     * @throws IOException if it cannot be opened
     */
    @NonNull
    public static SegmentWriter resume(
            @NonNull Storage storage, @NonNull Path path, long first, @NonNull RecordOffsets records, long length)
            throws IOException {
        return new SegmentWriter(path, storage.openForAppend(path), first, records, length);
    }

    /** Reads the entries that are durable now, without looking for them. From any thread. */
    @NonNull
    public SegmentFile reader() {
        RecordOffsets durable = records;
        return SegmentFile.known(path, first, first + durable.count(), false, durable);
    }

    /** The segment file. */
    @NonNull
    public Path path() {
        return path;
    }

    /** How many entries are durable in it. */
    public long count() {
        return records.count();
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
     * @param jsons canonical JSON of one entry each
     * @throws io.jenkins.plugins.deploymentledger.core.ledger.storage.FileReplacedException if the file is no longer the one that
     *     was opened
     * @throws IOException if they could not be made durable; none of them counts then
     */
    public void append(@NonNull List<byte[]> jsons) throws IOException {
        int length = jsons.stream()
                .mapToInt(json -> SegmentFormat.FRAME + json.length)
                .sum();
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (byte[] json : jsons) {
            SegmentFormat.putRecord(bytes, json);
        }
        long offset = durableLength;
        write(bytes.flip());
        RecordOffsets more = records;
        for (byte[] json : jsons) {
            more = more.plus(Math.toIntExact(offset));
            offset += SegmentFormat.FRAME + (long) json.length;
        }
        records = more;
    }

    /**
     * Seals the segment: nothing can be added to it any more.
     *
     * @param root the root of the tree of all entries up to its end
     * @throws IOException if the seal could not be made durable
     */
    public void seal(@NonNull Hash root) throws IOException {
        write(ByteBuffer.wrap(new SegmentSeal(records.count(), root).encode()));
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
