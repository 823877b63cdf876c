package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads a segment file at any place.
 *
 * <p>Opening reads header and seal. Where the records stand is found out when the first of them is asked for, by going through the
 * file once; it takes four bytes an entry to keep.
 */
public final class SegmentFile implements SegmentReader {

    /** From how many entries on reading them in big pieces is quicker than one by one. */
    private static final int WORTH_SCANNING = 16;

    /** How many bytes are read for a record before its length is known; few records are longer. */
    private static final int USUAL = 1024;

    private final Path file;
    private final long first;
    private final long end;
    private final boolean sealed;
    private final Object lock = new Object();
    private FileChannel channel;
    private RecordOffsets offsets;
    private boolean closed;

    private SegmentFile(Path file, long first, long end, boolean sealed, RecordOffsets offsets) {
        this.offsets = offsets;
        this.file = file;
        this.first = first;
        this.end = end;
        this.sealed = sealed;
    }

    /**
     * Opens a segment.
     *
     * @param file the segment file
     * @param before the sequence number before which entries are seen; {@link Long#MAX_VALUE} for all that stand whole in it
     * @throws SegmentDamagedException if header, seal or a record of an unsealed segment is damaged
     * @throws IOException if it cannot be read
     */
    @NonNull
    public static SegmentFile open(@NonNull Path file, long before) throws IOException {
        try (FileChannel channel = SegmentScanner.open(file)) {
            SegmentHeader header = SegmentScanner.readHeader(file, channel);
            ByteBuffer tail = ByteBuffer.allocate(SegmentSeal.LENGTH);
            long sealAt = channel.size() - SegmentSeal.LENGTH;
            if (sealAt >= SegmentHeader.LENGTH) {
                readFully(file, channel, tail, sealAt);
                tail.flip();
                if (tail.getInt(0) == SegmentFormat.SEAL) {
                    SegmentSeal seal = SegmentSeal.decode(file, sealAt, tail);
                    long end = header.first() + seal.count();
                    return new SegmentFile(file, header.first(), Math.min(before, end), end <= before, null);
                }
            }
        }
        return openUnsealed(file, before);
    }

    /** A segment of which everything is known that opening would find out. */
    static SegmentFile known(Path file, long first, long end, boolean sealed, @CheckForNull RecordOffsets offsets) {
        return new SegmentFile(file, first, end, sealed, offsets);
    }

    private static SegmentFile openUnsealed(Path file, long before) throws IOException {
        try (SegmentScanner scanner = new SegmentScanner(file)) {
            long first = scanner.header().first();
            RecordOffsets offsets = RecordOffsets.NONE;
            while (first + offsets.count() < before && scanner.next()) {
                offsets = offsets.plus(Math.toIntExact(scanner.offset()));
            }
            boolean sealed = scanner.ending() == SegmentScanner.Ending.SEALED;
            return new SegmentFile(file, first, first + offsets.count(), sealed, offsets);
        }
    }

    @Override
    @NonNull
    public Path file() {
        return file;
    }

    @Override
    @NonNull
    public Path indexFile() {
        return SegmentNames.indexFile(file);
    }

    @Override
    public boolean sealed() {
        return sealed;
    }

    @Override
    public long firstSequence() {
        return first;
    }

    @Override
    public long endSequence() {
        return end;
    }

    @Override
    @NonNull
    public AuditEntry entry(long sequence) throws IOException {
        return EntryCodec.decode(json(sequence));
    }

    @Override
    @NonNull
    public byte[] json(long sequence) throws IOException {
        return jsonAt(sequence, offset(sequence));
    }

    @Override
    public int offset(long sequence) throws IOException {
        if (sequence < first || sequence >= end) {
            throw new IndexOutOfBoundsException(
                    "Entry " + sequence + " is not in segment " + file + ", which has " + first + " to " + (end - 1));
        }
        synchronized (lock) {
            if (offsets == null) {
                offsets = openUnsealed(file, end).offsets;
                if (offsets.count() != end - first) {
                    throw new SegmentDamagedException(
                            file, first + offsets.count(), 0, "it has fewer entries than its seal counts");
                }
            }
            return offsets.get((int) (sequence - first));
        }
    }

    @Override
    @NonNull
    public byte[] jsonAt(long sequence, int offset) throws IOException {
        FileChannel open = channel();
        ByteBuffer record = ByteBuffer.allocate(USUAL);
        read(open, record, offset);
        if (record.position() < SegmentFormat.FRAME) {
            throw ends(file, offset + (long) SegmentFormat.FRAME);
        }
        int length = record.getInt(0);
        if (!SegmentFormat.plausible(length)) {
            throw new SegmentDamagedException(file, sequence, offset, "there is no record");
        }
        int whole = SegmentFormat.FRAME + length;
        if (record.position() < whole) {
            ByteBuffer longer = ByteBuffer.allocate(whole).put(record.flip());
            read(open, longer, offset);
            record = longer;
        }
        if (record.position() < whole) {
            throw ends(file, offset + (long) whole);
        }
        int stored = record.getInt(4);
        if (stored != SegmentFormat.checksum(length, record.position(SegmentFormat.FRAME), length)) {
            throw new SegmentDamagedException(
                    file, sequence, offset, "the checksum of the record does not fit its bytes");
        }
        return Arrays.copyOfRange(record.array(), SegmentFormat.FRAME, whole);
    }

    @Override
    @NonNull
    public EntryCursor ascending(long from, long before) throws IOException {
        long start = Math.max(from, first);
        long stop = Math.max(start, Math.min(before, end));
        if (stop - start < WORTH_SCANNING) {
            return new WalkingCursor(this::json, start, stop, true);
        }
        int offset = start == first ? SegmentHeader.LENGTH : offset(start);
        SegmentScanner scanner = new SegmentScanner(file);
        scanner.startAt(start, offset);
        return new ScanningCursor(scanner, stop);
    }

    @Override
    @NonNull
    public EntryCursor descending(long from, long before) {
        long start = Math.max(from, first);
        return new WalkingCursor(this::json, start, Math.max(start, Math.min(before, end)), false);
    }

    private FileChannel channel() throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new IOException("The reader of " + file + " is closed");
            }
            // A thread that is interrupted while it reads closes the channel for all.
            if (channel == null || !channel.isOpen()) {
                channel = SegmentScanner.open(file);
            }
            return channel;
        }
    }

    private static void readFully(Path file, FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        read(channel, bytes, at);
        if (bytes.hasRemaining()) {
            throw ends(file, at + bytes.limit());
        }
    }

    /** Fills a buffer with what stands in a file from where its first byte belongs, as far as the file goes. */
    private static void read(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
            // A read may give less than was asked for.
        }
    }

    private static EOFException ends(Path file, long before) {
        return new EOFException("Segment " + file + " ends before byte " + before);
    }

    @Override
    public void close() throws IOException {
        synchronized (lock) {
            closed = true;
            if (channel != null) {
                channel.close();
                channel = null;
            }
        }
    }
}
