package io.jenkins.plugins.deploymentledger.core.ledger.index;

/** Rows of a segment that match something, asked for from the newest to the oldest. For one thread. */
interface Rows {

    /** What {@link #atMost} answers when there is no further row. */
    int NONE = -1;

    /**
     * The greatest row of these that is not above a bound.
     *
     * @param bound not greater than in the call before; negative if none is wanted
     * @return the row, or {@link #NONE}
     */
    int atMost(int bound);

    /** About how many rows these are, never fewer than there are: by it the most selective filter leads. */
    int atMostSize();
}
