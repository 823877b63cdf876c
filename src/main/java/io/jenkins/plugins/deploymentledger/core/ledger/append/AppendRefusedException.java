package io.jenkins.plugins.deploymentledger.core.ledger.append;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;

/** Thrown when an event was not recorded, or not in time. */
public final class AppendRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** The queue is full. Counted; the ledger will have an entry that says how many were refused. */
        QUEUE_FULL,
        /** The disk does not take entries, and the mode is strict. Counted, as above. */
        NOT_WRITABLE,
        /** The ledger is not as it was left; it takes nothing until that has been looked into. */
        ALARM,
        /** The ledger is closed. */
        CLOSED,
        /** The event is bigger than an entry may be, even without its details. */
        TOO_LARGE,
        /** It is not on disk yet; it still waits in the queue and may be written later. */
        NOT_IN_TIME
    }

    AppendRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    AppendRefusedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why. */
    @NonNull
    public Reason reason() {
        return reason;
    }
}
