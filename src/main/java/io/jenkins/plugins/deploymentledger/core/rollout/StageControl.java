package io.jenkins.plugins.deploymentledger.core.rollout;

import edu.umd.cs.findbugs.annotations.NonNull;

/** What a running stage tells its rollout, and hears from it; safe for use by several threads. */
public interface StageControl {

    /** Notes a step for the reader of the machine's page, one line. */
    void action(@NonNull String text);

    /**
     * Tells how much of the binary is there.
     *
     * @param bytes so far
     * @param total in all
     */
    void progress(long bytes, long total);

    /** Whether a user has stopped the rollout: what has not begun to install should not begin. */
    boolean isStopRequested();

    /** Whether a user has aborted the rollout: what is running should end at once. */
    boolean isAbortRequested();

    /**
     * Has an action run once a user aborts the rollout, at once if that has happened.
     *
     * @param action short, must not block
     */
    void onAbort(@NonNull Runnable action);
}
