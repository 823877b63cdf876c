package io.jenkins.plugins.deploymentledger.core.ledger.index;

/** Rows in ascending order that can be reached by position. */
interface RowList {

    /** How many there are. */
    int size();

    /** The row at a position, from 0. */
    int row(int position);
}
