package io.jenkins.plugins.deploymentledger.core.ledger.cli;

/** Says how the command line is wrong; its message is a text for the user. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
