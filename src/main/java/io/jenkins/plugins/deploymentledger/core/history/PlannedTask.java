package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A deployment for which something is still to come: a launch that waits for its turn, a start that was scheduled, or the next look of
 * a convergence; immutable.
 *
 * @param job the full name of the deployment
 * @param origin how its next task is going to begin; of what does not wait {@link TaskOrigin#SCHEDULE} or
 *     {@link TaskOrigin#CONVERGENCE}
 * @param packageName what is deployed
 * @param version of the package
 * @param target where to, in a few words
 * @param group the name of the group that is the target; null if the target is none
 * @param ownerId the user in whose name it happens; empty if nobody answers for it
 * @param ownerName the same for a reader
 * @param teams the names of the teams that the owner is in now, sorted
 * @param next when; of a convergence, {@link Instant#EPOCH}; of what waits, since when it does
 * @param launch the number of the launch that waits; 0 of what was not launched yet
 */
public record PlannedTask(
        @NonNull String job,
        @NonNull TaskOrigin origin,
        @NonNull String packageName,
        @NonNull String version,
        @NonNull String target,
        @CheckForNull String group,
        @NonNull String ownerId,
        @NonNull String ownerName,
        @NonNull List<String> teams,
        @NonNull Instant next,
        long launch) {

    /** The soonest first, then by job. */
    public static final Comparator<PlannedTask> ORDER =
            Comparator.comparing(PlannedTask::next).thenComparing(PlannedTask::job);

    /** Copies the list of teams. */
    public PlannedTask {
        teams = List.copyOf(teams);
    }

    /** Whether it was launched, and waits until its run can begin. */
    public boolean isWaiting() {
        return launch != 0;
    }

    /** The same as if nobody knew who asked for it. */
    @NonNull
    PlannedTask ofNobody() {
        return new PlannedTask(job, origin, packageName, version, target, group, "", "", teams, next, launch);
    }
}
