package io.jenkins.plugins.deploymentledger.core.ledger.index;

import java.util.Arrays;

/** Rows in memory to which greater ones are added. Guarded by the index that it belongs to. */
final class GrowingRows implements RowList {

    private int[] rows = new int[4];
    private int size;

    /** Adds a row; does nothing if it is the last one already. */
    void add(int row) {
        if (size > 0 && rows[size - 1] == row) {
            return;
        }
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, size + (size >> 1) + 1);
        }
        rows[size++] = row;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int row(int position) {
        return rows[position];
    }

    /** The rows as they are now; what is added later does not change it. */
    RowList snapshot() {
        return new Snapshot(rows, size);
    }

    /** The array is shared: what is behind the size at this time is never looked at, what is before it never changes. */
    private static final class Snapshot implements RowList {

        private final int[] rows;
        private final int size;

        Snapshot(int[] rows, int size) {
            this.rows = rows;
            this.size = size;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public int row(int position) {
            return rows[position];
        }
    }
}
