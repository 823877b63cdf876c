package io.jenkins.plugins.deploymentledger.core.ledger.append;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;

/**
 * How writing goes.
 *
 * @param state whether entries can be written
 * @param since for how long it has been so, unless all is well
 * @param message what is wrong, in a sentence; empty if all is well
 * @param waiting how many events wait to be written
 * @param refused how many events were refused and are not yet recorded as such
 */
public record Health(
        @NonNull State state,
        @NonNull Duration since,
        @NonNull String message,
        int waiting,
        long refused) {

    /** Whether entries can be written. */
    public enum State {
        /** They can. */
        WRITABLE,
        /** The disk refuses them; it is tried again and again. */
        FAILING,
        /** The disk has not answered for a long time. */
        STUCK,
        /** The ledger is not as it was left. */
        ALARM,
        /** The ledger is closed. */
        CLOSED
    }

    /** Whether an action that must be recorded may go ahead. */
    public boolean writable() {
        return state == State.WRITABLE;
    }
}
