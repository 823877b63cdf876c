package io.jenkins.plugins.deploymentledger.core.ledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Buckets cover their period without a hole, whatever the zone does to its clocks. */
class BucketsTest {

    private static final List<String> ZONES =
            List.of("UTC", "Europe/Paris", "Asia/Kolkata", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia");

    @Test
    void bucketsCoverTheirPeriodAndAreNotTooMany() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Instant from = Instant.parse("2011-01-01T00:00:00Z").plusMillis(random.nextLong(500_000_000_000L));
            Instant to = from.plusMillis(1 + (long) Math.pow(10, 1 + 9 * random.nextDouble()));
            int most = 10 + random.nextInt(190);
            ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            String what = from + " to " + to + " in " + zone + ", seed " + seed;
            Buckets buckets = Buckets.of(new Period(from, to), zone, most);
            assertTrue(buckets.count() <= most, buckets.count() + " buckets for " + what);
            assertTrue(!buckets.edge(0).isAfter(from), "They begin late for " + what);
            assertTrue(!buckets.edge(buckets.count()).isBefore(to), "They end early for " + what);
            for (int bucket = 0; bucket < buckets.count(); bucket++) {
                Instant begin = buckets.edge(bucket);
                Instant end = buckets.edge(bucket + 1);
                assertTrue(begin.isBefore(end), "An empty bucket for " + what);
                assertEquals(bucket, buckets.indexOf(begin.toEpochMilli()), what);
                assertEquals(bucket, buckets.indexOf(end.toEpochMilli() - 1), what);
            }
            assertEquals(-1, buckets.indexOf(buckets.edge(0).toEpochMilli() - 1));
            assertEquals(-1, buckets.indexOf(buckets.edge(buckets.count()).toEpochMilli()));
        }
    }

    @Test
    void sevenDaysAreCountedByTheHoursOfTheReader() {
        Instant to = Instant.parse("2026-11-22T10:12:00Z");
        Buckets buckets = Buckets.of(new Period(to.minus(Duration.ofDays(7)), to), ZoneId.of("Asia/Kolkata"), 100);
        assertEquals(Duration.ofHours(3), buckets.width());
        assertEquals(Instant.parse("2026-11-15T09:30:00Z"), buckets.edge(0), "15:00 in Kolkata");
    }

    @Test
    void daysBeginAtMidnightAlsoWhenClocksAreSet() {
        ZoneId paris = ZoneId.of("Europe/Paris");
        Instant to = Instant.parse("2026-11-22T10:12:00Z");
        Buckets buckets = Buckets.of(new Period(to.minus(Duration.ofDays(90)), to), paris, 100);
        assertEquals(Duration.ofDays(1), buckets.width());
        for (int i = 0; i <= buckets.count(); i++) {
            assertEquals(LocalTime.MIDNIGHT, buckets.edge(i).atZone(paris).toLocalTime());
        }
    }

    @Test
    void tooFewOrTooLongIsRefused() {
        Period all = new Period(Instant.parse("0000-01-01T00:00:00Z"), Instant.parse("9999-12-31T00:00:00Z"));
        assertThrows(IllegalArgumentException.class, () -> Buckets.of(all, ZoneOffset.UTC, 100));
        assertThrows(IllegalArgumentException.class, () -> Buckets.of(all, ZoneOffset.UTC, 9));
    }
}
