package io.jenkins.plugins.deploymentledger.core.ledger.imported;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;

/** Says why a log cannot be imported; nothing of it is kept then. */
public final class ImportRefusedException extends IOException {

    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** It is bigger than an import may be. */
        TOO_BIG,
        /** No entry was understood in it. */
        NO_ENTRY,
        /** The same content was imported before. */
        TWICE,
        /** There are as many imports as there may be. */
        TOO_MANY
    }

    private final Reason reason;

    ImportRefusedException(@NonNull Reason reason, @NonNull String message) {
        super(message);
        this.reason = reason;
    }

    /** Why. */
    @NonNull
    public Reason reason() {
        return reason;
    }
}
