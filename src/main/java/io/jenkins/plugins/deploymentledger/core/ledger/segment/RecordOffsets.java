package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import java.util.Arrays;

/**
 * Where the records of a segment begin, in the order of their entries. Immutable, though one that has more records may share its memory.
 */
public final class RecordOffsets {

    /** Of a segment without records. */
    public static final RecordOffsets NONE = new RecordOffsets(new int[16], 0);

    private final int[] offsets;
    private final int count;

    private RecordOffsets(int[] offsets, int count) {
        this.offsets = offsets;
        this.count = count;
    }

    /**
     * These and one more. To be called once only on each, since it may write into the memory behind them.
     *
     * @param offset where the next record begins, in bytes from the beginning of the file
     */
    public RecordOffsets plus(int offset) {
        int[] room = count < offsets.length && this != NONE ? offsets : Arrays.copyOf(offsets, Math.max(16, 2 * count));
        room[count] = offset;
        return new RecordOffsets(room, count + 1);
    }

    /** How many records there are. */
    int count() {
        return count;
    }

    /** Where a record begins. */
    int get(int index) {
        return offsets[index];
    }
}
