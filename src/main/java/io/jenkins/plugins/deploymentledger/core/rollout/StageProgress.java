package io.jenkins.plugins.deploymentledger.core.rollout;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.time.Instant;

/**
 * How far one stage has come on one machine.
 *
 * @param attempt how often it has been tried, this time included, from 1
 * @param startedAt when it began
 * @param endedAt when it ended; null while it runs
 * @param report how it ended; null while it runs
 */
public record StageProgress(
        int attempt,
        @NonNull Instant startedAt,
        @CheckForNull Instant endedAt,
        @CheckForNull StageReport report) {

    /** Whether the stage has not ended. */
    public boolean isRunning() {
        return endedAt == null;
    }

    /** Whether the stage has ended well. */
    public boolean isSuccess() {
        return report != null && report.isSuccess();
    }

    /** Whether there was nothing to send, since the machine had the binary already. */
    public boolean isCached() {
        return report != null && Boolean.TRUE.equals(report.cached());
    }

    /**
     * How long the stage took, or has been running.
     *
     * @param now what a running stage is measured against
     */
    @NonNull
    public Duration duration(@NonNull Instant now) {
        Duration duration = Duration.between(startedAt, endedAt == null ? now : endedAt);
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
