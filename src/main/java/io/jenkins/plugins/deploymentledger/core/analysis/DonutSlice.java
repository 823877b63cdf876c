package io.jenkins.plugins.deploymentledger.core.analysis;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A part of a ring chart, as an SVG path within a square of 100 by 100.
 *
 * <p>Each slice begins where the one before ends, and the last ends at the top, where the first began.
 *
 * @param key what is counted
 * @param count how much of it, at least 1
 * @param before how much all slices before it count
 * @param total how much all slices count together
 */
public record DonutSlice<K>(@NonNull K key, int count, int before, int total) {

    private static final double CENTRE = 50;
    private static final double OUTER = 48;
    private static final double INNER = 30;

    /** The slices of counts, in their order; counts of nothing have none. */
    @NonNull
    public static <K> List<DonutSlice<K>> of(@NonNull Map<K, Integer> counts) {
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        List<DonutSlice<K>> slices = new ArrayList<>();
        int before = 0;
        for (Map.Entry<K, Integer> entry : counts.entrySet()) {
            int count = entry.getValue();
            if (count > 0) {
                slices.add(new DonutSlice<>(entry.getKey(), count, before, total));
                before += count;
            }
        }
        return slices;
    }

    /** Its share in percent, rounded to the nearest, but neither to 0 nor, unless it is alone, to 100. */
    public int percent() {
        if (count == total) {
            return 100;
        }
        return (int) Math.min(99, Math.max(1, Math.round(100.0 * count / total)));
    }

    /** The path's {@code d}. */
    @NonNull
    public String path() {
        // In two halves, since an arc that ends where it begins is not drawn.
        double start = before;
        double middle = before + count / 2.0;
        double end = before + count;
        return "M" + point(OUTER, start) + arc(OUTER, middle, 1) + arc(OUTER, end, 1) + "L" + point(INNER, end)
                + arc(INNER, middle, 0) + arc(INNER, start, 0) + "Z";
    }

    private String arc(double radius, double to, int sweep) {
        return "A" + number(radius) + " " + number(radius) + " 0 0 " + sweep + " " + point(radius, to);
    }

    private String point(double radius, double at) {
        double angle = 2 * Math.PI * at / total;
        return number(CENTRE + radius * Math.sin(angle)) + " " + number(CENTRE - radius * Math.cos(angle));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
