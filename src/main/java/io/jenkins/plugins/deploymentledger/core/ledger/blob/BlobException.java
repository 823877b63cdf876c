package io.jenkins.plugins.deploymentledger.core.ledger.blob;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;

/** Thrown when the content of a blob cannot be had. */
public final class BlobException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why it cannot be had. */
    public enum Reason {
        /** There is neither the blob nor a tombstone. */
        MISSING,
        /** It was erased; there is a tombstone. */
        ERASED,
        /** What is there is not what the hash stands for. */
        DAMAGED,
        /** It is longer than allowed. */
        TOO_BIG
    }

    BlobException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    BlobException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why it cannot be had. */
    @NonNull
    public Reason reason() {
        return reason;
    }
}
