package io.jenkins.plugins.deploymentledger.core.rollout;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;

/** How a rollout ended as a whole. */
public enum Verdict {
    /** Every machine that it concerned has the software. */
    SUCCESS,
    /** Some machines have it, some do not. */
    PARTIAL,
    /** No machine has it. */
    FAILURE,
    /** A user stopped it before its end. */
    STOPPED,
    /** It concerned no machine. */
    NOTHING_TO_DO;

    /**
     * Judges a rollout in which every machine's status is final.
     *
     * @param counts how many machines ended in which status
     */
    @NonNull
    public static Verdict of(@NonNull StatusCounts counts) {
        int applicable = counts.total() - counts.of(StatusGroup.NOT_APPLICABLE);
        if (applicable == 0) {
            return NOTHING_TO_DO;
        }
        if (counts.of(StatusGroup.STOPPED) > 0) {
            return STOPPED;
        }
        int succeeded = counts.of(StatusGroup.SUCCESS);
        if (succeeded == applicable) {
            return SUCCESS;
        }
        return succeeded == 0 ? FAILURE : PARTIAL;
    }
}
