package io.jenkins.plugins.deploymentledger.core.ledger.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.query.Buckets;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bars stand in their order on the canvas, as high as their numbers, and each can be seen. */
class HistogramTest {

    @Test
    void barsFillTheCanvasInOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            Instant to = Instant.parse("2026-11-22T10:12:00Z");
            Period period = new Period(to.minus(Duration.ofMinutes(1 + random.nextInt(129_600))), to);
            Buckets buckets = Buckets.of(period, ZoneOffset.UTC, 100);
            List<Long> counts = new ArrayList<>();
            for (int bucket = 0; bucket < buckets.count(); bucket++) {
                counts.add(random.nextInt(3) == 0 ? 0L : (long) Math.pow(10, 6 * random.nextDouble()));
            }
            Histogram histogram = Histogram.of(period, buckets, counts);
            double edge = 0;
            Instant end = period.from();
            for (int bar = 0; bar < counts.size(); bar++) {
                Histogram.Bar drawn = histogram.bars().get(bar);
                assertTrue(drawn.x() >= edge - 1e-6, "Bars overlap, seed " + seed);
                assertTrue(drawn.x() + drawn.width() <= Histogram.WIDTH + 1e-6, "Beyond the canvas, seed " + seed);
                assertTrue(drawn.height() <= Histogram.HEIGHT && drawn.y() >= 0, "Too high, seed " + seed);
                assertEquals(counts.get(bar) > 0, drawn.height() >= 3, "Visible if not empty, seed " + seed);
                assertEquals(end, drawn.from(), "No hole in time, seed " + seed);
                edge = drawn.x() + drawn.width();
                end = drawn.to();
            }
            assertEquals(period.to(), end, "To the end of the period, seed " + seed);
        }
    }

    @Test
    void numbersThatDoNotFitTheBucketsAreRefused() {
        Instant to = Instant.parse("2026-11-22T10:12:00Z");
        Period period = new Period(to.minusSeconds(60), to);
        Buckets buckets = Buckets.of(period, ZoneOffset.UTC, 100);
        assertThrows(IllegalArgumentException.class, () -> Histogram.of(period, buckets, List.of(1L)));
    }
}
