package io.jenkins.plugins.deploymentledger.core.fleet;

/** One of the three steps of a machine's way through a deployment, in their order. */
public enum Stage {
    /** The binary goes to the machine and is verified there. */
    SEND,
    /** The install command runs on the machine. */
    EXECUTE,
    /** What the machine is and has is read and compared with what was known before. */
    INVENTORY
}
