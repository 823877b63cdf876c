package io.jenkins.plugins.deploymentledger.core.ledger.index;

/**
 * All rows of a segment.
 *
 * @param atMostSize how many there are
 */
record EveryRow(int atMostSize) implements Rows {

    @Override
    public int atMost(int bound) {
        return Math.max(NONE, Math.min(bound, atMostSize - 1));
    }
}
