package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentReader;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentScanner;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Reads records that stand close together with one access to the file. It gives a record only if its frame (length, CRC-32C
 * of length and JSON, JSON) is whole; for any other the segment's reader is to be asked, which says what is wrong.
 */
final class RecordBlock implements Closeable {

    /** How much is read at first, and at most once it shows that more is wanted. */
    private static final int LEAST = 1 << 15;

    private static final int MOST = 1 << 17;
    private static final int MOST_ROWS = 512;
    private static final int FRAME = 8;

    private final SegmentReader segment;
    private final RowIndex index;
    private ByteBuffer bytes = ByteBuffer.allocate(LEAST);
    private boolean filled;
    private FileChannel channel;
    private long start;
    private long end;

    RecordBlock(SegmentReader segment, RowIndex index) {
        this.segment = segment;
        this.index = index;
    }

    /** The JSON of a row; nothing if it cannot be had this way. Rows before it are read along with it. */
    Optional<byte[]> json(int row) throws IOException {
        int offset = index.offset(row);
        if (offset < start || offset + FRAME > end) {
            fill(row);
        }
        if (offset < start || offset + FRAME > end) {
            return Optional.empty();
        }
        int at = (int) (offset - start);
        int length = bytes.getInt(at);
        if (length <= 0 || offset + (long) FRAME + length > end) {
            return Optional.empty();
        }
        byte[] json = new byte[length];
        bytes.get(at + FRAME, json);
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), at, Integer.BYTES);
        crc.update(json);
        return (int) crc.getValue() == bytes.getInt(at + Integer.BYTES) ? Optional.of(json) : Optional.empty();
    }

    private void fill(int row) throws IOException {
        start = 0;
        end = 0;
        if (row + 1 >= index.rows()) {
            return;
        }
        long behind = index.offset(row + 1);
        if (filled && bytes.capacity() < MOST) {
            bytes = ByteBuffer.allocate(2 * bytes.capacity());
        }
        filled = true;
        int first = Math.max(0, row - MOST_ROWS);
        while (first <= row && behind - index.offset(first) > bytes.capacity()) {
            first += (row - first) / 2 + 1;
        }
        if (first > row || behind <= index.offset(first)) {
            return;
        }
        if (channel == null) {
            channel = SegmentScanner.open(segment.file());
        }
        long from = index.offset(first);
        bytes.clear().limit((int) (behind - from));
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            // Until the block is whole, or the file ends.
        }
        start = from;
        end = from + bytes.position();
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
