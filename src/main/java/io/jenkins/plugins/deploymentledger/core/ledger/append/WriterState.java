package io.jenkins.plugins.deploymentledger.core.ledger.append;

import io.jenkins.plugins.deploymentledger.core.ledger.append.Health.State;
import java.time.Duration;

/** Remembers how writing goes: well, failing since when, or busy with one write since when. Thread-safe. */
final class WriterState {

    private final WriterOptions options;
    private volatile State state = State.WRITABLE;
    private long changedAt;
    private String message = "";
    private volatile boolean busy;
    private volatile long busySince;

    WriterState(WriterOptions options) {
        this.options = options;
        this.changedAt = options.clock().nanos();
    }

    void begin() {
        busySince = options.clock().nanos();
        busy = true;
    }

    void end() {
        busy = false;
    }

    /** Which state it is, stuck aside; for the many who only ask whether all is well. */
    State state() {
        return state;
    }

    /** Whether all is well; asked for each event, so without a lock. */
    boolean writable() {
        return state == State.WRITABLE && !stuck(options.clock().nanos());
    }

    private boolean stuck(long now) {
        return busy && now - busySince > AppendQueue.nanos(options.stuckAfter());
    }

    /** Enters a state; those from which there is no way back are not left. */
    synchronized void enter(State next, String why) {
        if (state == State.CLOSED || (state == State.ALARM && next != State.CLOSED)) {
            return;
        }
        boolean changes = state != next;
        state = next;
        message = why;
        if (changes) {
            changedAt = options.clock().nanos();
        }
    }

    synchronized Health health(int waiting, long refused) {
        long now = options.clock().nanos();
        Duration busyFor = Duration.ofNanos(busy ? now - busySince : 0);
        if (state != State.ALARM && stuck(now)) {
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
