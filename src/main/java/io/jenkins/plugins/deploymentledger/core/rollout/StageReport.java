package io.jenkins.plugins.deploymentledger.core.rollout;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;

/**
 * How a stage ended on a machine.
 *
 * @param cause why it did not succeed; null if it did
 * @param message what happened and, after a failure, what to do about it; one line
 * @param bytes how many bytes were sent; null outside the send stage
 * @param cached whether the machine had the binary already; null outside the send stage
 * @param exitCode the install command's exit code; null where it has none
 * @param changes how many differences the inventory showed; null in a machine's first, and outside the inventory stage
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StageReport(
        @CheckForNull FailureCause cause,
        @NonNull String message,
        @CheckForNull Long bytes,
        @CheckForNull Boolean cached,
        @CheckForNull Integer exitCode,
        @CheckForNull Integer changes) {

    /** The longest message kept, in characters. */
    public static final int MAX_MESSAGE = 1_000;

    /** Makes sure that the message is one line of bounded length. */
    public StageReport {
        String line = message.strip().replaceAll("\\s*\\R\\s*", " · ");
        message = line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "…";
    }

    /** The binary is on the machine and verified. */
    @NonNull
    public static StageReport sent(@NonNull String message, long bytes, boolean cached) {
        return new StageReport(null, message, bytes, cached, null, null);
    }

    /** The install command ended with an exit code that means success. */
    @NonNull
    public static StageReport executed(@NonNull String message, int exitCode) {
        return new StageReport(null, message, null, null, exitCode, null);
    }

    /**
     * The inventory was taken.
     *
     * @param message for the reader
     * @param changes since the one before; null where there was none before
     */
    @NonNull
    public static StageReport inventoried(@NonNull String message, @CheckForNull Integer changes) {
        return new StageReport(null, message, null, null, null, changes);
    }

    /**
     * The inventory was taken, and does not show what the command was to bring about.
     *
     * @param cause {@link FailureCause#NOT_DETECTED} or {@link FailureCause#STILL_DETECTED}
     * @param message for the reader
     * @param changes since the one before; null where there was none before
     */
    @NonNull
    public static StageReport contradicted(
            @NonNull FailureCause cause, @NonNull String message, @CheckForNull Integer changes) {
        return new StageReport(cause, message, null, null, null, changes);
    }

    /** The stage failed. */
    @NonNull
    public static StageReport failed(@NonNull FailureCause cause, @NonNull String message) {
        return new StageReport(cause, message, null, null, null, null);
    }

    /** The install command ended with an exit code that does not mean success. */
    @NonNull
    public static StageReport failed(int exitCode, @NonNull String message) {
        return new StageReport(FailureCause.EXIT_CODE, message, null, null, exitCode, null);
    }

    /** Whether the stage succeeded. */
    @JsonIgnore
    public boolean isSuccess() {
        return cause == null;
    }
}
