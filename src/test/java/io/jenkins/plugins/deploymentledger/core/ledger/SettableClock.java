package io.jenkins.plugins.deploymentledger.core.ledger;

import io.jenkins.plugins.deploymentledger.core.ledger.append.LedgerClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A clock on which time can pass at once. */
final class SettableClock implements LedgerClock {

    private final AtomicReference<Duration> passed;
    private final AtomicReference<Duration> set = new AtomicReference<>(Duration.ZERO);

    SettableClock(AtomicReference<Duration> passed) {
        this.passed = passed;
    }

    /** Sets the clock, without time passing. */
    void set(Duration by) {
        set.set(by);
    }

    @Override
    public Instant now() {
        return Instant.now().plus(passed.get()).plus(set.get());
    }

    @Override
    public long nanos() {
        return System.nanoTime() + passed.get().toNanos();
    }
}
