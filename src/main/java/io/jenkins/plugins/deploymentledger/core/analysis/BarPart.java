package io.jenkins.plugins.deploymentledger.core.analysis;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A part of a bar; the parts of a bar add up to its whole width.
 *
 * @param key what is counted
 * @param count how much of it, at least 1
 * @param offset where the part begins, in percent
 * @param width how wide it is, in percent
 */
public record BarPart<K>(@NonNull K key, int count, double offset, double width) {

    /** The parts for counts, in their order; counts of nothing have none. */
    @NonNull
    public static <K> List<BarPart<K>> of(@NonNull Map<K, Integer> counts) {
        return DonutSlice.of(counts).stream()
                .map(slice -> new BarPart<>(
                        slice.key(),
                        slice.count(),
                        100.0 * slice.before() / slice.total(),
                        100.0 * slice.count() / slice.total()))
                .toList();
    }

    /** See {@link #offset()}, as an attribute of SVG. */
    @NonNull
    public String x() {
        return percent(offset);
    }

    /** See {@link #width()}, as an attribute of SVG. */
    @NonNull
    public String w() {
        return percent(width);
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.3f%%", value);
    }
}
