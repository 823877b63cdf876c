package io.jenkins.plugins.deploymentledger.core.ledger.index;

/** The rows whose events happened in a period; whole blocks are passed over or taken by their bounds. */
final class TimedRows implements Rows {

    private final Times times;
    private final int rows;
    private final long from;
    private final long to;

    /**
     * The rows of a period.
     *
     * @param from the first millisecond inside
     * @param to the last millisecond inside
     */
    TimedRows(Times times, int rows, long from, long to) {
        this.times = times;
        this.rows = rows;
        this.from = from;
        this.to = to;
    }

    @Override
    public int atMost(int bound) {
        int row = Math.min(bound, rows - 1);
        while (row >= 0) {
            int block = row >>> Times.BLOCK_BITS;
            long earliest = times.earliest(block);
            long latest = times.latest(block);
            int first = block << Times.BLOCK_BITS;
            if (earliest >= from && latest <= to) {
                return row;
            }
            if (latest >= from && earliest <= to) {
                for (; row >= first; row--) {
                    long time = times.time(row);
                    if (time >= from && time <= to) {
                        return row;
                    }
                }
            }
            row = first - 1;
        }
        return NONE;
    }

    @Override
    public int atMostSize() {
        return rows;
    }
}
