package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryPlace;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.RegularFile;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
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
        this.channel = open(file);
        try {
            this.header = readHeader(file, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        this.next = header.first();
        buffer.limit(0);
    }

    /**
     * Opens a segment to be read at any place.
     *
     * @throws SegmentDamagedException if what stands there is no file
     * @throws IOException if it cannot be opened
     */
    @NonNull
    public static FileChannel open(@NonNull Path file) throws IOException {
        if (RegularFile.isSomethingElse(file)) {
            throw new SegmentDamagedException(file, -1, 0, "it is no file, but something else was put in its place");
        }
        return FileChannel.open(file, StandardOpenOption.READ);
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
        int there = fill(whole);
        if (there < whole) {
            int json = peek().position() + SegmentFormat.FRAME;
            if (EntryPlace.endsWithin(buffer.array(), json, there - SegmentFormat.FRAME)) {
                // It was written to its end, so it may have been acknowledged, and so may what stands behind it.
                throw new SegmentDamagedException(
                        file,
                        next,
                        offset,
                        "the length of a record is said to be " + bodyLength + ", but the record ends before that");
            }
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
        return Arrays.copyOfRange(buffer.array(), jsonAt(), jsonAt() + jsonLength());
    }

    /** The leaf hash of the entry that the scanner stands on. */
    @NonNull
    public Hash leaf(@NonNull TreeHasher hasher) {
        return hasher.leaf(buffer.array(), jsonAt(), jsonLength());
    }

    /** Whether the entry that the scanner stands on says that it follows the entry with this hash. */
    public boolean follows(@NonNull Hash before) {
        return EntryPlace.follows(buffer.array(), jsonAt(), jsonLength(), before.bytes());
    }

    /** Whether the entry that the scanner stands on says that it stands where it does. */
    public boolean inPlace() {
        return EntryPlace.isAt(buffer.array(), jsonAt(), jsonLength(), sequence());
    }

    /** Whether the entry that the scanner stands on refers to no blob. */
    public boolean hasNoBlobs() {
        return EntryPlace.hasNoBlobs(buffer.array(), jsonAt(), jsonLength());
    }

    /** Whether the entry that the scanner stands on may say that a blob was erased. */
    public boolean isAboutBlob() {
        return EntryPlace.isAboutBlob(buffer.array(), jsonAt(), jsonLength());
    }

    private int jsonAt() {
        return (int) (offset - bufferAt) + SegmentFormat.FRAME;
    }

    private int jsonLength() {
        return length - SegmentFormat.FRAME;
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
