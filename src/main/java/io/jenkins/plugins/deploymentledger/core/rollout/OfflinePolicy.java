package io.jenkins.plugins.deploymentledger.core.rollout;

/** What becomes of a machine whose agent is not connected when its turn comes. */
public enum OfflinePolicy {
    /** It has failed. */
    FAIL,
    /** It is left out, and counts neither as a success nor as a failure. */
    SKIP,
    /** It waits until its agent is connected, or the rollout's end has come. */
    WAIT
}
