package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.time.Instant;

/**
 * A span of time by which entries are chosen, of the time of the event and not of its recording.
 *
 * @param from the first instant inside
 * @param to the first instant after it; later than {@code from}
 */
public record Period(@NonNull Instant from, @NonNull Instant to) {

    /**
     * A span of time.
     *
     * @throws IllegalArgumentException if it is empty or reversed
     */
    public Period {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A period must begin before it ends: " + from + " to " + to);
        }
    }

    /** Whether an instant lies inside. */
    public boolean contains(@NonNull Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    /** How long it is. */
    @NonNull
    public Duration length() {
        return Duration.between(from, to);
    }
}
