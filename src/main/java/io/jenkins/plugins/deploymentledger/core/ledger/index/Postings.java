package io.jenkins.plugins.deploymentledger.core.ledger.index;

import java.nio.ByteBuffer;
import java.util.Collection;

/**
 * The rows of each value of a dictionary, value after value in the order of the dictionary.
 *
 * <p>Layout, big-endian: number of values (4), number of rows (4), width of a row in bytes (1), for every value and one more
 * the position of its first row (4), the rows, ascending for every value.
 */
final class Postings {

    private static final int HEAD = 9;

    private final ByteBuffer bytes;
    private final int starts;
    private final Packed rows;
    private final int end;

    /** Reads the postings at an offset of a file. */
    Postings(ByteBuffer bytes, int offset) {
        this.bytes = bytes;
        int values = bytes.getInt(offset);
        int width = bytes.get(offset + 8);
        this.starts = offset + HEAD;
        int first = starts + (values + 1) * Integer.BYTES;
        this.rows = new Packed(bytes, first, width);
        this.end = first + bytes.getInt(offset + Integer.BYTES) * width;
    }

    static long length(Collection<GrowingRows> lists, int width) {
        long rows = lists.stream().mapToLong(GrowingRows::size).sum();
        return HEAD + (lists.size() + 1L) * Integer.BYTES + rows * width;
    }

    static void write(ByteBuffer file, Collection<GrowingRows> lists, int width) {
        int total = lists.stream().mapToInt(GrowingRows::size).sum();
        file.putInt(lists.size()).putInt(total).put((byte) width);
        int start = 0;
        for (GrowingRows list : lists) {
            file.putInt(start);
            start += list.size();
        }
        file.putInt(start);
        for (GrowingRows list : lists) {
            for (int i = 0; i < list.size(); i++) {
                Packed.put(file, list.row(i), width);
            }
        }
    }

    /** The rows of a value. */
    RowList of(int value) {
        int start = bytes.getInt(starts + value * Integer.BYTES);
        int size = bytes.getInt(starts + (value + 1) * Integer.BYTES) - start;
        return new Slice(rows, start, size);
    }

    /** The offset behind the last row. */
    int end() {
        return end;
    }

    /** A part of the rows. */
    private record Slice(Packed rows, int start, int size) implements RowList {

        @Override
        public int row(int position) {
            return (int) rows.get(start + position);
        }

        @Override
        public int[] toArray() {
            return rows.ints(start, size);
        }
    }
}
