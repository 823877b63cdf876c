package io.jenkins.plugins.deploymentledger.core.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thirty days can be drawn, however often it is looked, and what is kept is bounded. */
class LookHistoryTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private record Look(long at, int percent, boolean sees, boolean tells) implements LookHistory.Look {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverComesThePlotIsThatOfAllLooks(long seed) {
        Random random = new Random(seed);
        int longestGap = List.of(10, 60, 600, 6_000).get(random.nextInt(4));
        int tellingOfHundred = List.of(0, 2, 30, 100).get(random.nextInt(4));
        Deque<Look> all = new ArrayDeque<>();
        List<Look> kept = List.of();
        Instant now = BEGIN;
        int percent = 50;
        while (now.isBefore(BEGIN.plus(Duration.ofDays(75)))) {
            percent = Math.max(0, Math.min(100, percent + random.nextInt(21) - 10));
            boolean sees = random.nextInt(50) > 0;
            Look look = new Look(
                    now.toEpochMilli(), sees ? percent : 0, sees, random.nextInt(100) < tellingOfHundred || !sees);
            all.addFirst(look);
            List<Look> before = new ArrayList<>(kept);
            before.add(0, look);
            kept = LookHistory.kept(before, now);
            if (all.size() % 37 == 0) {
                assertHolds(all, kept, now, "seed " + seed);
            }
            now = now.plus(Duration.ofMinutes(10 + random.nextInt(longestGap)));
        }
    }

    private static void assertHolds(Collection<Look> all, List<Look> kept, Instant now, String seed) {
        assertTrue(kept.size() <= LookHistory.MOST, seed + ": " + kept.size());
        assertEquals(
                all.stream().limit(LookHistory.NEWEST).toList(),
                kept.stream().limit(LookHistory.NEWEST).toList(),
                seed);
        assertEquals(
                all.stream().filter(Look::tells).limit(LookHistory.MOST_TELLING).toList(),
                kept.stream()
                        .filter(Look::tells)
                        .limit(LookHistory.MOST_TELLING)
                        .toList(),
                seed);
        assertEquals(
                new TreeSet<>(kept.stream().map(Look::at).toList())
                        .descendingSet().stream().toList(),
                kept.stream().map(Look::at).toList(),
                seed);
        // The part of the time in which the thirty days begin need not be exact.
        long bucket = LookHistory.BUCKET.toMillis();
        long from = (now.minus(LookHistory.SPAN).toEpochMilli() / bucket + 1) * bucket;
        assertEquals(drawn(all, from), drawn(kept, from), seed);
    }

    /** What can be seen at the width of the plot: the lowest and the last share of each part of the time. */
    private static List<String> drawn(Collection<Look> looks, long from) {
        TreeMap<Long, int[]> parts = new TreeMap<>();
        for (Look look : looks) {
            if (look.sees() && look.at() >= from) {
                int[] part = parts.computeIfAbsent(look.at() / LookHistory.BUCKET.toMillis(), bucket ->
                        new int[] {look.percent(), look.percent()});
                part[0] = Math.min(part[0], look.percent());
            }
        }
        return parts.entrySet().stream()
                .map(part -> part.getKey() + ":" + part.getValue()[0] + "-" + part.getValue()[1])
                .toList();
    }

    @Test
    void aLookEveryTenMinutesStillShowsThirtyDays() {
        List<Look> kept = new ArrayList<>();
        Instant now = BEGIN;
        for (int i = 0; i < 60 * 24 * 6; i++) {
            now = now.plus(Duration.ofMinutes(10));
            kept.add(0, new Look(now.toEpochMilli(), i == 6_000 ? 7 : 90 + i % 5, true, false));
            kept = new ArrayList<>(LookHistory.kept(kept, now));
        }
        DriftPlot plot = DriftPlot.of(
                        kept.stream()
                                .map(look -> new DriftPlot.Point(Instant.ofEpochMilli(look.at()), look.percent()))
                                .toList(),
                        now)
                .orElseThrow();
        assertTrue(
                Duration.between(plot.from(), now).compareTo(Duration.ofDays(30).minus(LookHistory.BUCKET)) >= 0);
        assertEquals(7, plot.lowest());
        assertTrue(kept.size() < 500, String.valueOf(kept.size()));
    }
}
