package io.jenkins.plugins.deploymentledger.core.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The share of machines that were as they should be, over the last thirty days, as a line of steps in a field that is
 * {@value #WIDTH} wide and {@value #HEIGHT} high: what a look has shown holds until the next.
 *
 * @param points from left to right, as SVG writes them
 * @param from the first moment of the field
 * @param lowest the least share, in percent
 * @param latest the share now, in percent
 */
public record DriftPlot(@NonNull String points, @NonNull Instant from, int lowest, int latest) {

    /** How wide the field is. */
    public static final int WIDTH = 400;

    /** How high the field is. */
    public static final int HEIGHT = 100;

    /** How long a time is drawn. */
    static final Duration SPAN = Duration.ofDays(30);

    /**
     * What a look has shown.
     *
     * @param at when
     * @param percent the share, from 0 to 100
     */
    public record Point(@NonNull Instant at, int percent) {}

    /**
     * Draws it.
     *
     * @param looks in any order
     * @param now the last moment of the field
     * @return empty where there are fewer than two looks within the thirty days
     */
    @NonNull
    public static Optional<DriftPlot> of(@NonNull List<Point> looks, @NonNull Instant now) {
        List<Point> shown = looks.stream()
                .filter(look -> look.at().isAfter(now.minus(SPAN)) && !look.at().isAfter(now))
                .sorted(Comparator.comparing(Point::at))
                .toList();
        if (shown.size() < 2) {
            return Optional.empty();
        }
        Instant from = shown.get(0).at();
        long whole = Math.max(1, Duration.between(from, now).toMillis());
        StringBuilder points = new StringBuilder();
        int before = -1;
        for (Point look : shown) {
            long x = WIDTH * Duration.between(from, look.at()).toMillis() / whole;
            if (before >= 0) {
                step(points, x, before);
            }
            step(points, x, look.percent());
            before = look.percent();
        }
        step(points, WIDTH, before);
        int lowest = shown.stream()
                .collect(Collectors.summarizingInt(Point::percent))
                .getMin();
        return Optional.of(new DriftPlot(points.toString().strip(), from, lowest, before));
    }

    private static void step(StringBuilder points, long x, int percent) {
        points.append(x).append(',').append(HEIGHT - percent).append(' ');
    }
}
