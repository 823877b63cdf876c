package io.jenkins.plugins.deploymentledger.core.ledger.feed;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;

/**
 * How long to wait after failures: twice as long after each, up to a bound.
 *
 * @param first after the first failure, more than nothing
 * @param longest after many
 */
public record BackOff(@NonNull Duration first, @NonNull Duration longest) {

    /** From a second to five minutes. */
    public static final BackOff DEFAULT = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    private static final int MOST_DOUBLINGS = 30;

    /**
     * How long to wait.
     *
     * @param failures how many there were in a row, at least 1
     */
    @NonNull
    public Duration after(int failures) {
        Duration wait = first.multipliedBy(1L << Math.min(MOST_DOUBLINGS, failures - 1));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
