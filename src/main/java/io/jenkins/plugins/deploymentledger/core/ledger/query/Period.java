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

    /** Far beyond any entry, in seconds from 1970; Instant reaches farther than milliseconds do. */
    private static final long FARTHEST = 1_000_000_000_000L;

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

    /** The first whole millisecond inside, since 1970; entries tell the time in milliseconds. */
    public long firstMilli() {
        return ceiling(from);
    }

    /** The last whole millisecond inside, since 1970; before {@link #firstMilli} if none is inside. */
    public long lastMilli() {
        return ceiling(to) - 1;
    }

    private static long ceiling(Instant instant) {
        if (Math.abs(instant.getEpochSecond()) > FARTHEST) {
            return instant.getEpochSecond() < 0 ? -FARTHEST * 1_000 : FARTHEST * 1_000;
        }
        return instant.plusNanos(999_999).toEpochMilli();
    }

    /** How long it is. */
    @NonNull
    public Duration length() {
        return Duration.between(from, to);
    }
}
