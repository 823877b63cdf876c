package io.jenkins.plugins.deploymentledger.core.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * How hard a convergence tries; what makes sure that it never runs away.
 *
 * @param mostFailures after how many failures in a row a machine is tried no more until somebody says so, at least 1
 * @param firstDelay how long after its first failure a machine is tried again; twice as long after each further one
 * @param mostPerHour how many machines are tried within an hour at most, at least 1
 * @param failureShare the whole is paused when more than this many percent of the machines have failed that a run tried for the first
 *     time, 1 to 100
 * @param inventoryAge an inventory that is older says nothing any more
 * @param polarity whether the package is to be there or not
 * @param excluded the machines that are left alone
 */
public record ConvergenceRules(
        int mostFailures,
        @NonNull Duration firstDelay,
        int mostPerHour,
        int failureShare,
        @NonNull Duration inventoryAge,
        @NonNull Polarity polarity,
        @NonNull Set<String> excluded) {

    /** What is used unless said otherwise. */
    public static final ConvergenceRules USUAL =
            new ConvergenceRules(3, Duration.ofHours(1), 500, 50, Duration.ofHours(48), Polarity.INSTALL, Set.of());

    /** Fewer machines say nothing of the whole. */
    public static final int LEAST_FOR_SHARE = 5;

    private static final Duration LONGEST_DELAY = Duration.ofDays(7);

    /** Holds the bounds, and copies the set. */
    public ConvergenceRules {
        excluded = Set.copyOf(excluded);
        if (mostFailures < 1 || mostPerHour < 1 || failureShare < 1 || failureShare > 100) {
            throw new IllegalArgumentException(mostFailures + ", " + mostPerHour + ", " + failureShare);
        }
    }

    /** The same, which leave more machines alone. */
    @NonNull
    public ConvergenceRules leavingAlone(@NonNull Set<String> more) {
        Set<String> all = new HashSet<>(excluded);
        all.addAll(more);
        return new ConvergenceRules(mostFailures, firstDelay, mostPerHour, failureShare, inventoryAge, polarity, all);
    }

    /** How long a machine rests after a number of failures in a row, at least 1. */
    @NonNull
    Duration delayAfter(int failures) {
        Duration delay = firstDelay.multipliedBy(1L << Math.min(failures - 1, 20));
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }
}
