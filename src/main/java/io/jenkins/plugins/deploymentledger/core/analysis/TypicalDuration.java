package io.jenkins.plugins.deploymentledger.core.analysis;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/**
 * How long something usually takes, from how long it took so far.
 *
 * @param median what half of them took at most
 * @param p95 what 95 of a hundred took at most
 * @param samples how many there were, at least {@value #MIN_SAMPLES}
 */
public record TypicalDuration(
        @NonNull Duration median, @NonNull Duration p95, int samples) {

    /** Of fewer than these one cannot say what is usual. */
    public static final int MIN_SAMPLES = 5;

    /** How many times longer than 95 of a hundred something takes when it is called slow. */
    public static final int SLOW_FACTOR = 2;

    /** Nobody waits for what takes no longer than this: it is not slow, however short it usually is. */
    public static final Duration NEVER_SLOW = Duration.ofSeconds(10);

    /** The quantiles by nearest rank; empty if there are fewer than {@value #MIN_SAMPLES}. */
    @NonNull
    public static Optional<TypicalDuration> of(@NonNull Collection<Duration> durations) {
        if (durations.size() < MIN_SAMPLES) {
            return Optional.empty();
        }
        Duration[] sorted = durations.toArray(Duration[]::new);
        Arrays.sort(sorted);
        return Optional.of(new TypicalDuration(quantile(sorted, 50), quantile(sorted, 95), sorted.length));
    }

    private static Duration quantile(Duration[] sorted, int percent) {
        int rank = (int) (((long) sorted.length * percent + 99) / 100);
        return sorted[Math.max(0, rank - 1)];
    }

    /** Whether something takes unusually long: much longer than nearly all others, and long enough for somebody to wait. */
    public boolean isSlow(@NonNull Duration duration) {
        return duration.compareTo(NEVER_SLOW) > 0 && duration.compareTo(p95.multipliedBy(SLOW_FACTOR)) > 0;
    }
}
