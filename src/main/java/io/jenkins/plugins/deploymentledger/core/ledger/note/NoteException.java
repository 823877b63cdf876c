package io.jenkins.plugins.deploymentledger.core.ledger.note;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;

/** Thrown when something is no signed note, no checkpoint or no key, or is not signed by the key it should be. */
public final class NoteException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong */
    public NoteException(@NonNull String message) {
        super(message);
    }

    /**
     * @param message what is wrong
     * @param cause how it was noticed
     */
    public NoteException(@NonNull String message, @NonNull Throwable cause) {
        super(message, cause);
    }
}
