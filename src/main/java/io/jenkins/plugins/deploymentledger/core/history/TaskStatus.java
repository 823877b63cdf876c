package io.jenkins.plugins.deploymentledger.core.history;

/** What has become of a task as a whole. */
public enum TaskStatus {
    /** It was launched, and its run has not begun: there is no task yet, only a {@link PlannedTask}. */
    WAITING,
    /** It has not ended. */
    RUNNING,
    /** Every machine that it concerned has the software. */
    SUCCESS,
    /** Some machines have the software, some do not. */
    PARTIAL,
    /** No machine has the software. */
    FAILURE,
    /** No machine has the software, because the binary got onto none of them as announced. */
    DOWNLOAD_ERROR,
    /** Somebody stopped it before its end. */
    STOPPED,
    /** It concerned no machine. */
    NOTHING_TO_DO;

    /** Whether nothing more happens to a task in this status. */
    public boolean isFinal() {
        return this != WAITING && this != RUNNING;
    }
}
