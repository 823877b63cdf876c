package io.jenkins.plugins.deploymentledger.deployment;

/** A run has nothing to do, and so neither succeeds nor fails; the message says why. */
final class NothingToDoException extends Exception {

    private static final long serialVersionUID = 1;

    NothingToDoException(String message) {
        super(message);
    }
}
