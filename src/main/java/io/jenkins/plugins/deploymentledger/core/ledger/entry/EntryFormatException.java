package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;

/** Thrown when bytes are no entry, or no entry of a schema version that this code knows. */
public final class EntryFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong with the bytes */
    public EntryFormatException(@NonNull String message) {
        super(message);
    }

    /**
     * @param message what is wrong with the bytes
     * @param cause how it was noticed
     */
    public EntryFormatException(@NonNull String message, @NonNull Throwable cause) {
        super(message, cause);
    }
}
