package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.convergence.LookHistory;
import io.jenkins.plugins.deploymentledger.core.convergence.MemberState;
import java.util.Map;

/**
 * One look at all members, as it is kept.
 *
 * @param at when, in milliseconds since 1970
 * @param kind in Puppet's words
 * @param counts how many machines stood how
 * @param percent the share that had the package
 * @param due how many machines were to be tried
 * @param run the number of the run that was launched; null if none was
 * @param problem why nothing was launched though something was to be tried, or why the run could try nothing; null if there was none
 * @param left how many more would have been tried, had the bounds of the hour left room, or no run been under way
 * @param unheard how many that can be reached are still to be asked for their inventories in this round
 */
public record Cycle(
        long at,
        @NonNull Kind kind,
        @NonNull Map<MemberState, Integer> counts,
        int percent,
        int due,
        @CheckForNull Integer run,
        @CheckForNull String problem,
        int left,
        int unheard)
        implements LookHistory.Look {

    @Override
    public boolean sees() {
        return !counts.isEmpty();
    }

    @Override
    public boolean tells() {
        return kind != Kind.UNCHANGED;
    }

    /** The same, which came to nothing. */
    @NonNull
    Cycle failed(@NonNull String because) {
        return new Cycle(at, Kind.FAILED, counts, percent, due, run, because, left, unheard);
    }

    /** What a look led to. */
    public enum Kind {
        /** Nothing was to be done. */
        UNCHANGED,
        /** Machines that had the package before, and lost it, got it again. */
        CORRECTIVE,
        /** Machines got the package for the first time. */
        INTENTIONAL,
        /** Something was to be done, and could not be begun. */
        FAILED,
        /** Something would have been done, were it no dry run. */
        WOULD_CHANGE
    }
}
