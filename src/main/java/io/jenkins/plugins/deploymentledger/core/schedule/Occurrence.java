package io.jenkins.plugins.deploymentledger.core.schedule;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.time.Instant;

/** What is to be done about a time at which something should begin: a pure function of the times. */
public enum Occurrence {
    /** There is nothing to do: it lies ahead, or was dealt with. */
    NONE,
    /** It is to begin now. */
    LAUNCH,
    /** It was missed, and is not made up for. */
    MISSED,
    /** It lies behind the end of the schedule. */
    EXPIRED;

    /** A start that is later than this was missed: nobody was there to see it. */
    public static final Duration LATE = Duration.ofMinutes(5);

    /**
     * Judges the latest time at which something should have begun.
     *
     * @param latest at or before {@code now}; null if there was none
     * @param dealtWith up to when all of them were dealt with
     * @param expiry from when on nothing begins any more; null for never
     * @param makeUp whether a missed one begins late
     * @param now when this is asked
     */
    @NonNull
    public static Occurrence of(
            @CheckForNull Instant latest,
            @NonNull Instant dealtWith,
            @CheckForNull Instant expiry,
            boolean makeUp,
            @NonNull Instant now) {
        if (latest == null || latest.isAfter(now) || !latest.isAfter(dealtWith)) {
            return NONE;
        }
        if (expiry != null && !now.isBefore(expiry)) {
            return EXPIRED;
        }
        return makeUp || !latest.plus(LATE).isBefore(now) ? LAUNCH : MISSED;
    }
}
