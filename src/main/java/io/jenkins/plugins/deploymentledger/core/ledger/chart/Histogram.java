package io.jenkins.plugins.deploymentledger.core.ledger.chart;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Buckets;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Bars over a period, one for each bucket, on a canvas of {@value #WIDTH} by {@value #HEIGHT} units.
 *
 * <p>The horizontal axis is time from the beginning of the period to its end, so that a place on the canvas is an instant and
 * the other way round; buckets that reach beyond the period are cut. A bar with anything in it is never too low to be seen.
 *
 * @param bars from the oldest to the newest; empty buckets too; unmodifiable
 * @param most the greatest number of any bar
 */
public record Histogram(@NonNull List<Bar> bars, long most) {

    /** The width of the canvas in its own units. */
    public static final int WIDTH = 1000;

    /** The height of the canvas in its own units. */
    public static final int HEIGHT = 100;

    private static final double LOWEST = 3;
    private static final double GAP = 0.15;

    /**
     * One bucket.
     *
     * @param from when it begins, not before the period
     * @param to when it ends, not after the period
     * @param count how many entries it has
     * @param x the left edge of its bar
     * @param width the width of its bar
     * @param height the height of its bar, which stands on the lower edge of the canvas
     */
    public record Bar(@NonNull Instant from, @NonNull Instant to, long count, double x, double width, double height) {

        /** The upper edge of the bar. */
        public double y() {
            return HEIGHT - height;
        }
    }

    /** Keeps the bars from being changed. */
    public Histogram {
        bars = List.copyOf(bars);
    }

    /**
     * Draws the numbers of buckets.
     *
     * @param period what the canvas spans
     * @param buckets which cover the period
     * @param counts one number for each bucket
     */
    @NonNull
    public static Histogram of(@NonNull Period period, @NonNull Buckets buckets, @NonNull List<Long> counts) {
        if (counts.size() != buckets.count()) {
            throw new IllegalArgumentException(
                    "There are " + buckets.count() + " buckets, but " + counts.size() + " numbers");
        }
        long most = counts.isEmpty() ? 0 : Collections.max(counts);
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            Instant from = later(buckets.edge(i), period.from());
            Instant to = earlier(buckets.edge(i + 1), period.to());
            double left = x(period, from);
            double width = x(period, to) - left;
            double height = counts.get(i) == 0 ? 0 : Math.max(LOWEST, (double) HEIGHT * counts.get(i) / most);
            bars.add(new Bar(from, to, counts.get(i), left + width * GAP / 2, width * (1 - GAP), height));
        }
        return new Histogram(bars, most);
    }

    private static double x(Period period, Instant time) {
        double length = period.to().toEpochMilli() - period.from().toEpochMilli();
        return WIDTH * (time.toEpochMilli() - period.from().toEpochMilli()) / length;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
