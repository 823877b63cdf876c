package io.jenkins.plugins.deploymentledger.core.fleet;

/** The few words under which all machine statuses are counted, drawn and filtered. */
public enum StatusGroup {
    /** The deployment has not ended on the machine. */
    IN_PROGRESS,
    /** The software is installed. */
    SUCCESS,
    /** Something went wrong on the way. */
    ERROR,
    /** The machine could not be spoken to. */
    UNREACHABLE,
    /** Somebody stopped the deployment before it ended on the machine. */
    STOPPED,
    /** The deployment does not concern the machine. */
    NOT_APPLICABLE
}
