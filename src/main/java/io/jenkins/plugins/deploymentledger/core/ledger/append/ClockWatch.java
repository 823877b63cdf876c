package io.jenkins.plugins.deploymentledger.core.ledger.append;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import java.time.Duration;
import java.time.Instant;

/** Notices when the clock was set, or ran otherwise than time passed. Not thread-safe. */
final class ClockWatch {

    private final LedgerClock clock;
    private final Duration tolerance;
    private Instant lastTime;
    private long lastNanos;

    ClockWatch(LedgerClock clock, Duration tolerance) {
        this.clock = clock;
        this.tolerance = tolerance;
        this.lastTime = clock.now();
        this.lastNanos = clock.nanos();
    }

    /** The event that tells of a jump since the last look; null if there was none. */
    @CheckForNull
    AuditEvent look() {
        Instant time = clock.now();
        long nanos = clock.nanos();
        Instant expected = lastTime.plusNanos(nanos - lastNanos);
        lastTime = time;
        lastNanos = nanos;
        return jump(expected, time, tolerance);
    }

    /** The event that tells of a jump between the time it should be and the time it is; null if it is within the tolerance. */
    @CheckForNull
    static AuditEvent jump(Instant expected, Instant time, Duration tolerance) {
        Duration jump = Duration.between(expected, time);
        if (jump.abs().compareTo(tolerance) <= 0) {
            return null;
        }
        return AuditEvent.of(LedgerEvents.CLOCK_JUMPED)
                .at(time)
                .by("ledger", "Ledger")
                .detail("expected", EntryCodec.format(expected))
                .detail("found", EntryCodec.format(time))
                .detail("jump.millis", Long.toString(jump.toMillis()))
                .build();
    }
}
