package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** Says on the machine, where the facts are, why something could not be done; the controller finds the words. */
final class MachineFailureException extends IOException {

    private static final long serialVersionUID = 1;

    private final FailureCause failure;

    MachineFailureException(@NonNull FailureCause failure, @NonNull String detail) {
        super(detail);
        this.failure = failure;
    }

    /** Gives a failed access to a file its type. */
    static MachineFailureException of(@NonNull IOException error, @NonNull Path file) {
        if (error instanceof MachineFailureException typed) {
            return typed;
        }
        String reason = error.getMessage() == null ? error.toString() : error.getMessage();
        String detail = reason.contains(file.toString()) ? reason : file + ": " + reason;
        MachineFailureException typed = new MachineFailureException(causeOf(error, reason), detail);
        typed.initCause(error);
        return typed;
    }

    FailureCause failure() {
        return failure;
    }

    /** The JDK has no type for a full disk, so its words are the only sign: those of Unix and of Windows. */
    private static FailureCause causeOf(IOException error, String reason) {
        String words = reason.toLowerCase(Locale.ROOT);
        if (words.contains("no space left") || words.contains("not enough space") || words.contains("quota exceeded")) {
            return FailureCause.DISK_FULL;
        }
        if (error instanceof AccessDeniedException
                || words.contains("permission denied")
                || words.contains("access is denied")
                || error instanceof FileSystemException && words.contains("read-only file system")) {
            return FailureCause.PERMISSION_DENIED;
        }
        return FailureCause.IO_ERROR;
    }
}
