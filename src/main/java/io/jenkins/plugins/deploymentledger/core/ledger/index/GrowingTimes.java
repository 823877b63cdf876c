package io.jenkins.plugins.deploymentledger.core.ledger.index;

import java.util.Arrays;

/** Times in memory to which those of further rows are added. Guarded by the index that it belongs to. */
final class GrowingTimes implements Times {

    private long[] times = new long[64];
    private long[] earliest = new long[1];
    private long[] latest = new long[1];
    private int size;

    void add(long time) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
        }
        int block = size >>> BLOCK_BITS;
        // The bounds of the last block change: the snapshots taken before keep their own.
        earliest = Arrays.copyOf(earliest, block + 1);
        latest = Arrays.copyOf(latest, block + 1);
        boolean first = block << BLOCK_BITS == size;
        earliest[block] = first ? time : Math.min(earliest[block], time);
        latest[block] = first ? time : Math.max(latest[block], time);
        times[size++] = time;
    }

    int size() {
        return size;
    }

    /** The earliest time of all; of at least one row. */
    long earliest() {
        return Arrays.stream(earliest).min().orElseThrow();
    }

    /** The latest time of all; of at least one row. */
    long latest() {
        return Arrays.stream(latest).max().orElseThrow();
    }

    @Override
    public long time(int row) {
        return times[row];
    }

    @Override
    public long earliest(int block) {
        return earliest[block];
    }

    @Override
    public long latest(int block) {
        return latest[block];
    }

    /** The times as they are now; what is added later does not change it. */
    Times snapshot() {
        GrowingTimes copy = new GrowingTimes();
        copy.times = times;
        copy.earliest = earliest.clone();
        copy.latest = latest.clone();
        copy.size = size;
        return copy;
    }
}
