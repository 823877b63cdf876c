package io.jenkins.plugins.deploymentledger.core.ledger.index;

import java.nio.ByteBuffer;

/**
 * The times of a segment's rows as they stand in a file.
 *
 * <p>Layout, big-endian: width of a time in bytes (1), for every block its earliest and latest time (8 each, milliseconds
 * since 1970), for every row its distance from the segment's earliest time in milliseconds.
 */
final class PackedTimes implements Times {

    private static final int HEAD = 1;

    private final ByteBuffer bytes;
    private final int bounds;
    private final long earliest;
    private final Packed distances;
    private final int end;

    /** Reads the times at an offset of a file. */
    PackedTimes(ByteBuffer bytes, int offset, int rows, long earliest) {
        this.bytes = bytes;
        this.bounds = offset + HEAD;
        this.earliest = earliest;
        int width = bytes.get(offset);
        int first = bounds + blocks(rows) * 2 * Long.BYTES;
        this.distances = new Packed(bytes, first, width);
        this.end = first + rows * width;
    }

    static long length(int rows, int width) {
        return HEAD + blocks(rows) * 2L * Long.BYTES + (long) rows * width;
    }

    static void write(ByteBuffer file, Times times, int rows, long earliest, int width) {
        file.put((byte) width);
        for (int block = 0; block < blocks(rows); block++) {
            file.putLong(times.earliest(block)).putLong(times.latest(block));
        }
        for (int row = 0; row < rows; row++) {
            Packed.put(file, times.time(row) - earliest, width);
        }
    }

    @Override
    public long time(int row) {
        return earliest + distances.get(row);
    }

    @Override
    public long earliest(int block) {
        return bytes.getLong(bounds + block * 2 * Long.BYTES);
    }

    @Override
    public long latest(int block) {
        return bytes.getLong(bounds + block * 2 * Long.BYTES + Long.BYTES);
    }

    /** The offset behind the times. */
    int end() {
        return end;
    }

    private static int blocks(int rows) {
        return (rows + (1 << BLOCK_BITS) - 1) >>> BLOCK_BITS;
    }
}
