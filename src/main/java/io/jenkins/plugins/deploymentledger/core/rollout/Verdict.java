package io.jenkins.plugins.deploymentledger.core.rollout;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;

/** How a rollout ended as a whole. */
public enum Verdict {
    /** As many of the machines that it concerned have the software as were asked for. */
    SUCCESS,
    /** Some machines have it, and too many do not. */
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
     * @param successThreshold how many of the machines that it concerned must have succeeded, in percent from 1 to 100
     */
    @NonNull
    public static Verdict of(@NonNull StatusCounts counts, int successThreshold) {
        int applicable = counts.total() - counts.of(StatusGroup.NOT_APPLICABLE);
        if (applicable == 0) {
            return NOTHING_TO_DO;
        }
        if (counts.byStatus().keySet().stream().anyMatch(MachineStatus::isByUser)) {
            return STOPPED;
        }
        int succeeded = counts.of(StatusGroup.SUCCESS);
        if (succeeded * 100L >= (long) applicable * successThreshold) {
            return SUCCESS;
        }
        return succeeded == 0 ? FAILURE : PARTIAL;
    }
}
