package io.jenkins.plugins.deploymentledger.core.change.xml;

import org.xml.sax.SAXException;

/** Stops the parser where a document has too many elements, or lies too deep. */
final class BeyondBoundsException extends SAXException {

    private static final long serialVersionUID = 1L;

    BeyondBoundsException(String message) {
        super(message);
    }
}
