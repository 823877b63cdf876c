package io.jenkins.plugins.deploymentledger.core.ledger.append;

import io.jenkins.plugins.deploymentledger.core.ledger.append.Health.State;
import java.time.Duration;

/** Remembers how writing goes: well, failing since when, or busy with one write since when. Thread-safe. */
final class WriterState {

    private final WriterOptions options;
    private State state = State.WRITABLE;
    private long changedAt;
    private String message = "";
    private boolean busy;
    private long busySince;

    WriterState(WriterOptions options) {
        this.options = options;
        this.changedAt = options.clock().nanos();
    }

    synchronized void begin() {
        busy = true;
        busySince = options.clock().nanos();
    }

    synchronized void end() {
        busy = false;
    }

    /** Enters a state; those from which there is no way back are not left. */
    synchronized void enter(State next, String why) {
        if (state == State.CLOSED || (state == State.ALARM && next != State.CLOSED)) {
            return;
        }
        if (state != next) {
            changedAt = options.clock().nanos();
        }
        state = next;
        message = why;
    }

    synchronized Health health(int waiting, long refused) {
        long now = options.clock().nanos();
        Duration busyFor = Duration.ofNanos(busy ? now - busySince : 0);
        if (state != State.ALARM && busyFor.compareTo(options.stuckAfter()) > 0) {
            return new Health(
                    State.STUCK,
                    busyFor,
                    "The disk has not answered a write for " + busyFor.toSeconds() + " seconds",
                    waiting,
                    refused);
        }
        return new Health(state, Duration.ofNanos(now - changedAt), message, waiting, refused);
    }
}
