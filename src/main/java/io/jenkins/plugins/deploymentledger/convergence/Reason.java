package io.jenkins.plugins.deploymentledger.convergence;

/** Why a convergence is looked at. */
enum Reason {
    /** Its time has come, or somebody asks: all inventories are taken anew. */
    ROUND,
    /** Something has changed. */
    NEWS,
    /** Its own run has ended, and nothing else is news: how its machines stand is counted anew, as with {@link #TELLING}. */
    ENDED,
    /** Who waits is told how it stands; no inventory is taken, and nothing is launched. */
    TELLING;

    /** Whether no inventory is taken, and nothing is launched. */
    boolean onlyTells() {
        return this == TELLING || this == ENDED;
    }
}
