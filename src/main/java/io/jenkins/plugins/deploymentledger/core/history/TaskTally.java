package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.rollout.StatusCounts;
import java.util.Map;

/**
 * How many machines of a task are in which group of statuses; the groups add up to the number of its machines.
 *
 * @param inProgress see {@link StatusGroup#IN_PROGRESS}
 * @param success see {@link StatusGroup#SUCCESS}
 * @param error see {@link StatusGroup#ERROR}
 * @param unreachable see {@link StatusGroup#UNREACHABLE}
 * @param stopped see {@link StatusGroup#STOPPED}
 * @param notApplicable see {@link StatusGroup#NOT_APPLICABLE}
 * @param downloadErrors those among the errors onto which the binary did not get as announced
 */
public record TaskTally(
        int inProgress, int success, int error, int unreachable, int stopped, int notApplicable, int downloadErrors) {

    /** Of a task that has no machines, or not yet. */
    public static final TaskTally NONE = new TaskTally(0, 0, 0, 0, 0, 0, 0);

    /** Refuses counts that cannot be. */
    public TaskTally {
        if (Math.min(inProgress, success) < 0
                || Math.min(error, unreachable) < 0
                || Math.min(stopped, notApplicable) < 0
                || downloadErrors < 0
                || downloadErrors > error) {
            throw new IllegalArgumentException("Counts cannot be negative, nor download errors more than errors");
        }
    }

    /** Sums up the statuses of machines. */
    @NonNull
    public static TaskTally of(@NonNull StatusCounts counts) {
        return new TaskTally(
                counts.of(StatusGroup.IN_PROGRESS),
                counts.of(StatusGroup.SUCCESS),
                counts.of(StatusGroup.ERROR),
                counts.of(StatusGroup.UNREACHABLE),
                counts.of(StatusGroup.STOPPED),
                counts.of(StatusGroup.NOT_APPLICABLE),
                counts.byStatus().entrySet().stream()
                        .filter(entry -> isDownloadError(entry.getKey()))
                        .mapToInt(Map.Entry::getValue)
                        .sum());
    }

    private static boolean isDownloadError(MachineStatus status) {
        return status.isDownloadError() && status.group() == StatusGroup.ERROR;
    }

    /** How many machines have a status of the group. */
    public int of(@NonNull StatusGroup group) {
        return switch (group) {
            case IN_PROGRESS -> inProgress;
            case SUCCESS -> success;
            case ERROR -> error;
            case UNREACHABLE -> unreachable;
            case STOPPED -> stopped;
            case NOT_APPLICABLE -> notApplicable;
        };
    }

    /** How many machines the task has. */
    public int total() {
        return inProgress + success + error + unreachable + stopped + notApplicable;
    }

    /** How many machines have come to their end, in percent from 0 to 100, rounded down; 100 where there is no machine. */
    public int percentDone() {
        int total = total();
        return total == 0 ? 100 : (int) ((total - inProgress) * 100L / total);
    }

    /** Whether the binary got onto none of the machines that it should have got onto, and there is at least one of them. */
    public boolean isNothingButDownloadErrors() {
        return downloadErrors > 0 && downloadErrors == total() - notApplicable;
    }
}
