package io.jenkins.plugins.deploymentledger.core.ledger.index;

/** Rows in ascending order that can be reached by position. */
interface RowList {

    /** How many there are. */
    int size();

    /** The row at a position, from 0. */
    int row(int position);

    /** All of them; for who looks at every one, in less time than one by one. */
    default int[] toArray() {
        int[] rows = new int[size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(i);
        }
        return rows;
    }
}
