package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Goes through a segment from its beginning and checks each record's frame.
 *
 * <p>It judges no hashes: it only tells records from an incomplete end, a seal and damage. Not thread-safe.
 */
public final class SegmentScanner implements Closeable {

    private static final int BUFFER = 1 << 18;

    private final Path file;
    private final FileChannel channel;
    private final SegmentHeader header;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long bufferAt = SegmentHeader.LENGTH;
    private long offset = SegmentHeader.LENGTH;
    private long next;
    private int length;
    private Ending ending = Ending.NOT_REACHED;
    private SegmentSeal seal;

    /** How a segment ends. */
    public enum Ending {
        /** Not there yet. */
        NOT_REACHED,
        /** After a record. */
        OPEN,
        /** With a seal. */
        SEALED,
        /** Within a record or seal that was not written to its end. */
        INCOMPLETE
    }

    /**
     * @param file the segment
     * @throws SegmentDamagedException if its header is damaged, incomplete or of another version
     * @throws IOException if it cannot be read
     */
    public SegmentScanner(@NonNull Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            this.header = readHeader(file, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        this.next = header.first();
        buffer.limit(0);
    }

    static SegmentHeader readHeader(Path file, FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.LENGTH);
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            // A read may give less than was asked for.
        }
        if (bytes.hasRemaining()) {
            throw new SegmentDamagedException(
                    file, -1, 0, "it is " + bytes.position() + " bytes long, too short for its header");
        }
        return SegmentHeader.decode(file, bytes.array());
    }

    /** What its header says. */
    @NonNull
    public SegmentHeader header() {
        return header;
    }

    /** Goes to before a record whose place is known. */
    void startAt(long sequence, long recordOffset) {
        next = sequence;
        offset = recordOffset;
        bufferAt = recordOffset;
        length = 0;
        buffer.limit(0);
    }

    /**
     * Goes to the next record.
     *
     * @return whether there is one; if not, {@link #ending} says how the segment ends
     * @throws SegmentDamagedException if what follows is neither a record nor an end; {@link #skip} may go on behind it
     * @throws IOException if the file cannot be read
     */
    public boolean next() throws IOException {
        if (ending != Ending.NOT_REACHED) {
            return false;
        }
        offset += length;
        length = 0;
        int available = fill(SegmentFormat.FRAME);
        if (available == 0) {
            ending = Ending.OPEN;
            return false;
        }
        int bodyLength = available < SegmentFormat.FRAME ? 0 : peek().getInt();
        if (available < SegmentFormat.FRAME || (bodyLength == 0 && onlyZerosFollow())) {
            ending = Ending.INCOMPLETE;
            return false;
        }
        if (bodyLength == SegmentFormat.SEAL) {
            readSeal();
            return false;
        }
        if (!SegmentFormat.plausible(bodyLength)) {
            throw new SegmentDamagedException(
                    file, next, offset, "the length of a record is said to be " + Integer.toUnsignedString(bodyLength));
        }
        int whole = SegmentFormat.FRAME + bodyLength;
        if (fill(whole) < whole) {
            ending = Ending.INCOMPLETE;
            return false;
        }
        length = whole;
        ByteBuffer record = peek();
        int stored = record.getInt(record.position() + 4);
        if (stored
                != SegmentFormat.checksum(
                        bodyLength, record.position(record.position() + SegmentFormat.FRAME), bodyLength)) {
            throw new SegmentDamagedException(file, next, offset, "the checksum of the record does not fit its bytes");
        }
        next++;
        return true;
    }

    /**
     * After damage whose length is known, counts it as a record, so that {@link #next} goes on behind it.
     *
     * @return whether that is possible
     */
    public boolean skip() {
        if (length == 0) {
            return false;
        }
        next++;
        return true;
    }

    private void readSeal() throws IOException {
        if (fill(SegmentSeal.LENGTH) < SegmentSeal.LENGTH) {
            ending = Ending.INCOMPLETE;
            return;
        }
        SegmentSeal read = SegmentSeal.decode(file, offset, peek());
        if (read.count() != next - header.first()) {
            throw new SegmentDamagedException(
                    file,
                    -1,
                    offset,
                    "its seal counts " + read.count() + " entries where " + (next - header.first()) + " stand");
        }
        if (offset + SegmentSeal.LENGTH != channel.size()) {
            throw new SegmentDamagedException(
                    file, -1, offset + SegmentSeal.LENGTH, "something stands behind its seal");
        }
        seal = read;
        ending = Ending.SEALED;
    }

    /** The sequence number of the record that the scanner stands on. */
    public long sequence() {
        return next - 1;
    }

    /** The sequence number after the last record that was passed. */
    public long endSequence() {
        return next;
    }

    /** Where the record that the scanner stands on begins, or where the segment's last whole record ends. */
    public long offset() {
        return offset;
    }

    /** The canonical JSON of the record that the scanner stands on, in a new array. */
    @NonNull
    public byte[] json() {
        int start = (int) (offset - bufferAt);
        return Arrays.copyOfRange(buffer.array(), start + SegmentFormat.FRAME, start + length);
    }

    /** How the segment ends. */
    @NonNull
    public Ending ending() {
        return ending;
    }

    /** The seal, if the segment ends with one. */
    @CheckForNull
    public SegmentSeal seal() {
        return seal;
    }

    /**
     * The bytes of the record that was not written to its end; at most one record's length of them.
     *
     * @throws IOException if they cannot be read
     */
    @NonNull
    public byte[] incomplete() throws IOException {
        int count = fill(SegmentFormat.FRAME + 65_536);
        byte[] bytes = new byte[count];
        peek().get(bytes);
        return bytes;
    }

    /** How many bytes stand behind the last whole record. */
    public long incompleteLength() throws IOException {
        return channel.size() - offset;
    }

    private boolean onlyZerosFollow() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
        for (long at = offset; channel.read(bytes.clear(), at) > 0; at += bytes.position()) {
            for (int i = 0; i < bytes.position(); i++) {
                if (bytes.get(i) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private ByteBuffer peek() {
        return buffer.duplicate().position((int) (offset - bufferAt));
    }

    /** Sees that so many bytes from the offset on are in the buffer; gives how many there are at most that. */
    private int fill(int count) throws IOException {
        int start = (int) (offset - bufferAt);
        if (buffer.limit() - start < count) {
            buffer.position(start).compact();
            bufferAt = offset;
            while (buffer.hasRemaining() && channel.read(buffer, bufferAt + buffer.position()) > 0) {
                // A read may give less than was asked for.
            }
            buffer.flip();
            start = 0;
        }
        return Math.min(count, buffer.limit() - start);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
