package io.jenkins.plugins.deploymentledger.core.fleet;

/** What a deployment does with a package. */
public enum Polarity {
    /** Brings it onto the machine. */
    INSTALL,
    /** Takes it off the machine. */
    UNINSTALL
}
