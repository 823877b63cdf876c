package io.jenkins.plugins.deploymentledger.machine.inventory;

/** A part of an inventory cannot be read; the message says why. */
final class InventoryProblemException extends Exception {

    private static final long serialVersionUID = 1;

    InventoryProblemException(String message) {
        super(message);
    }
}
