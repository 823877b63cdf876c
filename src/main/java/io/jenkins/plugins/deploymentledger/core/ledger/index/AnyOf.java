package io.jenkins.plugins.deploymentledger.core.ledger.index;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The rows that at least one of several matches. */
final class AnyOf implements Rows {

    /** With more parts than this, marking their rows costs less than asking each of them for every row. */
    private static final int MOST_PARTS = 64;

    private final Rows[] parts;
    private final int[] heads;
    private final int size;

    private AnyOf(List<Rows> parts, int size) {
        this.parts = parts.toArray(Rows[]::new);
        this.heads = new int[this.parts.length];
        Arrays.fill(heads, Integer.MAX_VALUE);
        this.size = size;
    }

    /** The rows of any number of parts, of a segment with {@code rows} rows. */
    static Rows of(List<Rows> parts, int rows) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        if (parts.size() > MOST_PARTS) {
            return MarkedRows.of(parts, rows);
        }
        long sum = 0;
        for (Rows part : parts) {
            sum += part.atMostSize();
        }
        return new AnyOf(parts, (int) Math.min(sum, rows));
    }

    @Override
    public int atMost(int bound) {
        int greatest = NONE;
        for (int i = 0; i < parts.length; i++) {
            if (heads[i] > bound) {
                heads[i] = parts[i].atMost(bound);
            }
            greatest = Math.max(greatest, heads[i]);
        }
        return greatest;
    }

    @Override
    public int atMostSize() {
        return size;
    }

    /** Rows as a bit set. */
    private static final class MarkedRows implements Rows {

        private final BitSet marks;
        private final int size;

        private MarkedRows(BitSet marks) {
            this.marks = marks;
            this.size = marks.cardinality();
        }

        static MarkedRows of(List<Rows> parts, int rows) {
            BitSet marks = new BitSet(rows);
            for (Rows part : parts) {
                for (int row = part.atMost(rows - 1); row >= 0; row = part.atMost(row - 1)) {
                    marks.set(row);
                }
            }
            return new MarkedRows(marks);
        }

        @Override
        public int atMost(int bound) {
            return bound < 0 ? NONE : marks.previousSetBit(bound);
        }

        @Override
        public int atMostSize() {
            return size;
        }
    }
}
