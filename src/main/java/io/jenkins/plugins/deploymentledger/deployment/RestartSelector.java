package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;

/** What became of machines, as one chooses among them when a deployment is to be repeated: each machine is in exactly one. */
enum RestartSelector {
    /** The package did not get onto them, in any way that no other selector names. */
    FAILED,
    /** The install command took too long. */
    TIMED_OUT,
    /** The agent was not connected, or is gone. */
    UNREACHABLE,
    /** Nothing had begun on them when the run came to its end. */
    NOT_STARTED,
    /** Somebody stopped or killed what had begun. */
    STOPPED,
    /** They have the package. */
    SUCCEEDED,
    /** The package is not for them, or they were left out. */
    NOT_APPLICABLE,
    /** They have not come to their end. */
    IN_PROGRESS;

    /** The one that a machine of a status is in. */
    @NonNull
    static RestartSelector of(@NonNull MachineStatus status) {
        return switch (status.group()) {
            case IN_PROGRESS -> IN_PROGRESS;
            case SUCCESS -> SUCCEEDED;
            case ERROR -> status == MachineStatus.INSTALL_TIMEOUT ? TIMED_OUT : FAILED;
            case UNREACHABLE -> UNREACHABLE;
            case STOPPED ->
                status == MachineStatus.CANCELLED_BY_USER || status == MachineStatus.KILLED ? STOPPED : NOT_STARTED;
            case NOT_APPLICABLE -> NOT_APPLICABLE;
        };
    }

    /** Whether one mostly wants it when a deployment is repeated. */
    boolean isUsual() {
        return this != SUCCEEDED && this != NOT_APPLICABLE && this != IN_PROGRESS;
    }
}
