package io.jenkins.plugins.deploymentledger.core.fleet;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * What has become of one machine in one deployment.
 *
 * <p>Every status belongs to exactly one {@link StatusGroup}, so that the counts of the groups add up to the number of
 * machines.
 */
public enum MachineStatus {
    /** Waits for its turn. */
    QUEUED(StatusGroup.IN_PROGRESS),
    /** Waits for its agent to be connected. */
    WAITING_ONLINE(StatusGroup.IN_PROGRESS),
    /** A stage has failed and is tried again later. */
    RETRY_WAIT(StatusGroup.IN_PROGRESS),
    /** Its binary is under way. */
    SENDING(StatusGroup.IN_PROGRESS),
    /** Its install command runs. */
    INSTALLING(StatusGroup.IN_PROGRESS),
    /** Its inventory is being taken. */
    INVENTORYING(StatusGroup.IN_PROGRESS),

    /** Installed and inventoried. */
    SUCCESS(StatusGroup.SUCCESS),
    /** Installed, but the inventory afterwards failed: a warning. */
    SUCCESS_INVENTORY_FAILED(StatusGroup.SUCCESS),

    /** The binary did not arrive. */
    SEND_FAILED(StatusGroup.ERROR),
    /** What arrived is not what was announced. */
    HASH_MISMATCH(StatusGroup.ERROR),
    /** The machine has no room. */
    DISK_FULL(StatusGroup.ERROR),
    /** The install command ended with an exit code that does not mean success, or could not be started. */
    INSTALL_FAILED(StatusGroup.ERROR),
    /** The install command ran longer than allowed and was killed. */
    INSTALL_TIMEOUT(StatusGroup.ERROR),
    /** The install command says that it succeeded, and the machine does not show the package. */
    NOT_DETECTED(StatusGroup.ERROR),
    /** The uninstall command says that it succeeded, and the machine still shows the package. */
    STILL_DETECTED(StatusGroup.ERROR),
    /** Agent or installer was lost while installing: what it did is not known. */
    INTERRUPTED(StatusGroup.ERROR),
    /** A fault of this plugin. */
    INTERNAL_ERROR(StatusGroup.ERROR),

    /** The agent was not connected when its turn came. */
    OFFLINE(StatusGroup.UNREACHABLE),
    /** The agent was not connected before the end had come. */
    EXPIRED_WAITING(StatusGroup.UNREACHABLE),
    /** The agent no longer exists in Jenkins. */
    MACHINE_GONE(StatusGroup.UNREACHABLE),

    /** Stopped after it had begun and before its install command was started. */
    CANCELLED_BY_USER(StatusGroup.STOPPED),
    /** Its install command was killed by a user. */
    KILLED(StatusGroup.STOPPED),
    /** Stopped before its turn came. */
    NOT_STARTED(StatusGroup.STOPPED),
    /** Not installed, since too many others had failed. */
    SKIPPED_AFTER_FAILURES(StatusGroup.STOPPED),
    /** Not installed, since the end had come before its turn. */
    EXPIRED(StatusGroup.STOPPED),

    /** The package is not for its operating system or its architecture. */
    NOT_APPLICABLE(StatusGroup.NOT_APPLICABLE),
    /** Left out, since its agent was not connected when its turn came. */
    SKIPPED_OFFLINE(StatusGroup.NOT_APPLICABLE);

    private final StatusGroup group;

    MachineStatus(StatusGroup group) {
        this.group = group;
    }

    /** The group under which this status is counted. */
    @NonNull
    public StatusGroup group() {
        return group;
    }

    /** Whether nothing more happens to a machine in this status. */
    public boolean isFinal() {
        return group != StatusGroup.IN_PROGRESS;
    }

    /** Whether it came to this because a user stopped the deployment. */
    public boolean isByUser() {
        return this == CANCELLED_BY_USER || this == KILLED || this == NOT_STARTED;
    }

    /** Whether the binary did not get onto the machine as announced: a <em>download error</em>. */
    public boolean isDownloadError() {
        return this == SEND_FAILED || this == HASH_MISMATCH || this == DISK_FULL;
    }

    /** The status of a machine on which a stage is running. */
    @NonNull
    public static MachineStatus during(@NonNull Stage stage) {
        return switch (stage) {
            case SEND -> SENDING;
            case EXECUTE -> INSTALLING;
            case INVENTORY -> INVENTORYING;
        };
    }
}
