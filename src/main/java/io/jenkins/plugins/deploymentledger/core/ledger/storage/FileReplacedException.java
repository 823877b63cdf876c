package io.jenkins.plugins.deploymentledger.core.ledger.storage;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;

/** Thrown when someone removed, replaced or changed a file of the ledger while it was open. */
public final class FileReplacedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message which file, and what was done to it */
    public FileReplacedException(@NonNull String message) {
        super(message);
    }
}
