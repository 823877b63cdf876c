package io.jenkins.plugins.deploymentledger.core.rollout;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.schedule.DailyWindows;
import java.time.Instant;

/**
 * The rules of a rollout, frozen when it is opened.
 *
 * @param batches in which steps it reaches its machines
 * @param successThreshold how many machines, in percent of those it concerns, must succeed for the whole to be a
 *     success; from 1 to 100
 * @param maxFailures how many machines may fail; after one more, nothing further begins; null means any number
 * @param retries how often a failed stage is tried again
 * @param offline what becomes of a machine whose agent is not connected
 * @param windows when a send or an execute stage may begin; what has begun goes on, and inventories are always taken
 * @param endBy from when on nothing begins any more; null means never
 */
public record RolloutOptions(
        @NonNull BatchPlan batches,
        int successThreshold,
        @CheckForNull Quantity maxFailures,
        @NonNull Retries retries,
        @NonNull OfflinePolicy offline,
        @NonNull DailyWindows windows,
        @CheckForNull Instant endBy) {

    /** All machines at once, at any hour, without a second try. */
    public static final RolloutOptions PLAIN =
            new RolloutOptions(BatchPlan.ALL, 100, null, Retries.NONE, OfflinePolicy.FAIL, DailyWindows.ALWAYS, null);

    /** Holds the bounds. */
    public RolloutOptions {
        if (successThreshold < 1 || successThreshold > 100) {
            throw new IllegalArgumentException(successThreshold + "%");
        }
        if (offline == OfflinePolicy.WAIT && endBy == null) {
            throw new IllegalArgumentException("Waiting for offline machines needs an end");
        }
    }
}
