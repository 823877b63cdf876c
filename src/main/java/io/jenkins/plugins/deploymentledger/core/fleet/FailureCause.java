package io.jenkins.plugins.deploymentledger.core.fleet;

import edu.umd.cs.findbugs.annotations.NonNull;

/** Why a stage did not succeed on a machine: typed, never guessed from the text of a log. */
public enum FailureCause {
    /** The agent was not connected. */
    OFFLINE(MachineStatus.OFFLINE),
    /** The agent no longer exists in Jenkins. */
    MACHINE_DELETED(MachineStatus.MACHINE_GONE),
    /** The connection broke, and did not come back in time. */
    CONNECTION_LOST(MachineStatus.INTERRUPTED),
    /** The binary is not where the package says. */
    BINARY_MISSING(MachineStatus.SEND_FAILED),
    /** The package's URL could not be read. */
    SOURCE_UNREACHABLE(MachineStatus.SEND_FAILED),
    /** The SHA-256 of the binary is another than the package says. */
    HASH_MISMATCH(MachineStatus.HASH_MISMATCH),
    /** No room left on the machine. */
    DISK_FULL(MachineStatus.DISK_FULL),
    /** The agent's user may not write or start what it should. */
    PERMISSION_DENIED(MachineStatus.INSTALL_FAILED),
    /** Reading or writing failed in a way with no name of its own. */
    IO_ERROR(MachineStatus.INSTALL_FAILED),
    /** The package has no install command for the machine's operating system. */
    NO_COMMAND_FOR_OS(MachineStatus.NOT_APPLICABLE),
    /** The machine is not what the package requires, such as its architecture. */
    REQUIREMENT_NOT_MET(MachineStatus.NOT_APPLICABLE),
    /** The install command ended with an exit code that does not mean success. */
    EXIT_CODE(MachineStatus.INSTALL_FAILED),
    /** The install command ran longer than allowed. */
    TIMEOUT(MachineStatus.INSTALL_TIMEOUT),
    /** The install command vanished without leaving a result. */
    RESULT_LOST(MachineStatus.INTERRUPTED),
    /** The install command says that it succeeded, and the machine does not show the package. */
    NOT_DETECTED(MachineStatus.NOT_DETECTED),
    /** The uninstall command says that it succeeded, and the machine still shows the package. */
    STILL_DETECTED(MachineStatus.STILL_DETECTED),
    /** A user stopped the deployment. */
    STOPPED(MachineStatus.CANCELLED_BY_USER),
    /** A user aborted the deployment while the install command ran. */
    ABORTED(MachineStatus.KILLED),
    /** A fault of this plugin. */
    INTERNAL(MachineStatus.INTERNAL_ERROR);

    private final MachineStatus whileInstalling;

    FailureCause(MachineStatus whileInstalling) {
        this.whileInstalling = whileInstalling;
    }

    /**
     * The final status of a machine whose send or execute stage ended with this cause.
     *
     * <p>A failed inventory does not change what is installed, so it has no say here; see
     * {@link MachineStatus#SUCCESS_INVENTORY_FAILED}.
     *
     * @param stage {@link Stage#SEND} or {@link Stage#EXECUTE}
     */
    @NonNull
    public MachineStatus statusAfter(@NonNull Stage stage) {
        if (stage == Stage.SEND) {
            return switch (this) {
                case CONNECTION_LOST, PERMISSION_DENIED, IO_ERROR, TIMEOUT -> MachineStatus.SEND_FAILED;
                default -> whileInstalling;
            };
        }
        return whileInstalling;
    }

    /**
     * Whether trying the stage again can help, and is safe.
     *
     * <p>An installer of which it is not known what it did is never run again by itself.
     *
     * @param stage which failed with this cause
     */
    public boolean mayPass(@NonNull Stage stage) {
        return switch (this) {
            case EXIT_CODE, TIMEOUT, IO_ERROR, DISK_FULL, HASH_MISMATCH, SOURCE_UNREACHABLE -> true;
            case CONNECTION_LOST -> stage != Stage.EXECUTE;
            case OFFLINE, NOT_DETECTED, STILL_DETECTED -> stage == Stage.INVENTORY;
            default -> false;
        };
    }

    /** Whether it is a matter of the machine; what the controller could not get fails on each of them alike. */
    public boolean isOfMachine() {
        return this != BINARY_MISSING && this != SOURCE_UNREACHABLE;
    }

    /** Whether the machine is asked for its inventory after an installation ended with this cause. */
    public boolean allowsInventory() {
        return switch (this) {
            case OFFLINE, MACHINE_DELETED, CONNECTION_LOST, ABORTED, INTERNAL -> false;
            default -> true;
        };
    }
}
