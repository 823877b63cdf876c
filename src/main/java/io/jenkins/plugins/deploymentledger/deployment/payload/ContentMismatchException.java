package io.jenkins.plugins.deploymentledger.deployment.payload;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;

/** Thrown when a content has another SHA-256 than was announced; nothing of it was kept. */
final class ContentMismatchException extends IOException {

    private static final long serialVersionUID = 1;

    private final String actual;

    ContentMismatchException(@NonNull String actual) {
        super("The content has SHA-256 " + actual);
        this.actual = actual;
    }

    /** The SHA-256 that the content has. */
    @NonNull
    String actual() {
        return actual;
    }
}
