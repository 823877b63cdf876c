package io.jenkins.plugins.deploymentledger.core.ledger.index;

/** When the events of a segment's rows happened, in milliseconds since 1970, with the bounds of every block of rows. */
interface Times {

    /** Rows of a block, as a power of two. */
    int BLOCK_BITS = 12;

    /** The time of a row. */
    long time(int row);

    /** The earliest time in a block; blocks are numbered from 0. */
    long earliest(int block);

    /** The latest time in a block. */
    long latest(int block);
}
