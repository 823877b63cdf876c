package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The spans of time, one after the other, over which a histogram counts: as wide as a person would choose them, and beginning
 * where a person expects it, at whole minutes, hours or days of a time zone.
 *
 * <p>The first begins at or before the period, the last ends at or after it. Immutable.
 */
public final class Buckets {

    private static final List<Duration> WIDTHS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(7),
            Duration.ofDays(30),
            Duration.ofDays(360));
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int LEAST = 10;

    private final long[] edges;
    private final Duration width;

    private Buckets(long[] edges, Duration width) {
        this.edges = edges;
        this.width = width;
    }

    /**
     * The narrowest buckets that are not too many.
     *
     * @param period what they cover
     * @param zone where hours and days begin
     * @param most how many there may be, at least 10
     * @throws IllegalArgumentException if the bound is less, or the period too long for so few
     */
    @NonNull
    public static Buckets of(@NonNull Period period, @NonNull ZoneId zone, int most) {
        if (most < LEAST) {
            throw new IllegalArgumentException("There are at least " + LEAST + " buckets, not " + most);
        }
        for (Duration width : WIDTHS) {
            // One more than the quotient by where they begin, and one by a clock that is set back.
            if (period.length().dividedBy(width) + 2 < most) {
                return new Buckets(edges(period, zone, width), width);
            }
        }
        throw new IllegalArgumentException("The period is too long for " + most + " buckets: " + period);
    }

    private static long[] edges(Period period, ZoneId zone, Duration width) {
        List<Long> edges = new ArrayList<>();
        long end = period.lastMilli();
        ZonedDateTime begin = floor(period.from().atZone(zone), width);
        edges.add(begin.toInstant().toEpochMilli());
        for (int i = 1; edges.get(edges.size() - 1) <= end; i++) {
            long edge = edge(begin, width, i);
            if (edge > edges.get(edges.size() - 1)) {
                edges.add(edge);
            }
        }
        return edges.stream().mapToLong(Long::longValue).toArray();
    }

    /** Widths above an hour follow the clock on the wall; the others the passing of time. */
    private static long edge(ZonedDateTime begin, Duration width, int number) {
        Duration distance = width.multipliedBy(number);
        ZonedDateTime edge = width.compareTo(HOUR) > 0
                ? begin.toLocalDateTime().plus(distance).atZone(begin.getZone())
                : begin.plus(distance);
        return edge.toInstant().toEpochMilli();
    }

    private static ZonedDateTime floor(ZonedDateTime time, Duration width) {
        long nanos = Math.min(width.toNanos(), DAY.toNanos());
        LocalTime clock = LocalTime.ofNanoOfDay(time.toLocalTime().toNanoOfDay() / nanos * nanos);
        ZonedDateTime floor = time.with(clock);
        return floor.isAfter(time) ? floor.minus(DAY) : floor;
    }

    /** How many there are. */
    public int count() {
        return edges.length - 1;
    }

    /** How wide they are, but for days on which a clock is set. */
    @NonNull
    public Duration width() {
        return width;
    }

    /** When a bucket begins; the end of the last one for the number after it. */
    @NonNull
    public Instant edge(int bucket) {
        return Instant.ofEpochMilli(edges[bucket]);
    }

    /** The bucket of a time in milliseconds since 1970; negative if it is outside of all. */
    public int indexOf(long milli) {
        if (milli < edges[0] || milli >= edges[edges.length - 1]) {
            return -1;
        }
        int guess = (int) Math.min(count() - 1L, (milli - edges[0]) / width.toMillis());
        if (edges[guess] <= milli && milli < edges[guess + 1]) {
            return guess;
        }
        int found = Arrays.binarySearch(edges, milli);
        return found >= 0 ? found : -found - 2;
    }
}
