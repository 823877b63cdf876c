package io.jenkins.plugins.deploymentledger.deployment.payload;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;

/** The binary of a package cannot be had; the message says why and what to do. */
public final class UnavailableBinaryException extends Exception {

    private static final long serialVersionUID = 1;

    private final FailureCause failure;

    UnavailableBinaryException(@NonNull FailureCause failure, @NonNull String message) {
        super(message);
        this.failure = failure;
    }

    UnavailableBinaryException(@NonNull FailureCause failure, @NonNull String message, @NonNull Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    /** The typed cause. */
    @NonNull
    public FailureCause failure() {
        return failure;
    }
}
