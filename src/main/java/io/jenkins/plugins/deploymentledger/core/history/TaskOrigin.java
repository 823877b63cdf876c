package io.jenkins.plugins.deploymentledger.core.history;

/** What made a task begin. */
public enum TaskOrigin {
    /** Somebody pressed a button or called the remote API. */
    HAND,
    /** A date or a recurring time that was set before. */
    SCHEDULE,
    /** A step of a pipeline. */
    STEP,
    /** A convergence that found machines without the package. */
    CONVERGENCE,
    /** Somebody repeated an earlier task on some of its machines. */
    RESTART,
    /** Anything else, such as another job. */
    OTHER;

    /** Whether a build may stand where otherwise the user does who asked for the task. */
    boolean isByBuild() {
        return this == STEP || this == OTHER;
    }
}
