package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Result;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.rollout.StatusCounts;
import io.jenkins.plugins.deploymentledger.core.rollout.Verdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What Jenkins calls the ends of a rollout, and how its counts are kept in {@code build.xml}. */
final class RunResults {

    private RunResults() {}

    @NonNull
    static Result of(@NonNull Verdict verdict) {
        return switch (verdict) {
            case SUCCESS -> Result.SUCCESS;
            case PARTIAL -> Result.UNSTABLE;
            case FAILURE -> Result.FAILURE;
            case STOPPED -> Result.ABORTED;
            case NOTHING_TO_DO -> Result.NOT_BUILT;
        };
    }

    /** Counts by the names of the statuses, as they are kept. */
    @NonNull
    static TreeMap<String, Integer> kept(@NonNull StatusCounts counts) {
        TreeMap<String, Integer> kept = new TreeMap<>();
        counts.byStatus().forEach((status, count) -> kept.put(status.name(), count));
        return kept;
    }

    /** The counts that were kept. */
    @NonNull
    static StatusCounts counts(@NonNull Map<String, Integer> kept) {
        Map<MachineStatus, Integer> byStatus = new EnumMap<>(MachineStatus.class);
        kept.forEach((status, count) -> byStatus.put(MachineStatus.valueOf(status), count));
        return StatusCounts.of(byStatus);
    }
}
