package io.jenkins.plugins.deploymentledger.audit.reading;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;

/** Thrown when there is no ledger to read: it is not open yet, or cannot be opened. */
public final class TrailUnavailableException extends IOException {

    private static final long serialVersionUID = 1L;

    TrailUnavailableException(@NonNull String message) {
        super(message);
    }
}
