package io.jenkins.plugins.deploymentledger.core.change.xml;

import edu.umd.cs.findbugs.annotations.NonNull;

/** Says why a document cannot be read. Its message holds nothing of the document. */
public final class UnreadableXmlException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableXmlException(@NonNull String message, @NonNull Throwable cause) {
        super(message, cause);
    }

    UnreadableXmlException(@NonNull String message) {
        super(message);
    }
}
