package io.jenkins.plugins.deploymentledger.convergence;

/** Why a convergence is looked at. */
enum Reason {
    /** Its time has come, or somebody asks: all inventories are taken anew. */
    ROUND,
    /** Something has changed. */
    NEWS,
    /** Who waits is told how it stands; no inventory is taken, and nothing is launched. */
    TELLING
}
