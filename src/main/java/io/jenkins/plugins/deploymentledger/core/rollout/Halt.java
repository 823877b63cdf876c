package io.jenkins.plugins.deploymentledger.core.rollout;

/** Why a rollout begins nothing further, though nobody has stopped it. */
public enum Halt {
    /** More machines have failed than may fail. */
    TOO_MANY_FAILURES,
    /** Machines of a batch have failed and none of it has succeeded, so that the next one is not begun. */
    BATCH_FAILED,
    /** The end has come. */
    EXPIRED
}
