package io.jenkins.plugins.deploymentledger.core.ledger.append;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;

/** The two clocks of a machine: what time it is, and how much time has passed. They part when someone sets the former. */
public interface LedgerClock {

    /** The clocks of this machine. */
    LedgerClock SYSTEM = new LedgerClock() {
        @Override
        @NonNull
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    };

    /** What time it is. */
    @NonNull
    Instant now();

    /** Nanoseconds from an arbitrary beginning; only goes forward, at the pace of time. */
    long nanos();
}
