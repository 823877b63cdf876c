package io.jenkins.plugins.deploymentledger.deployment.stage;

import hudson.remoting.Channel;
import hudson.remoting.ChannelClosedException;
import hudson.remoting.RequestAbortedException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Tells the failures of remote calls apart, and words them. */
final class RemoteFailures {

    private RemoteFailures() {}

    /** The failure itself, without what futures wrap around it. */
    static Throwable unwrap(Throwable error) {
        Throwable cause = error;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Whether the connection is the reason, so that a new one may help; so may asking an agent again that was silent. */
    static boolean isLoss(Throwable error, VirtualChannel channel) {
        Throwable cause = unwrap(error);
        if (cause instanceof StageFailedException || find(cause, MachineFailureException.class) != null) {
            return false;
        }
        return cause instanceof TimeoutException
                || find(cause, ChannelClosedException.class) != null
                || find(cause, RequestAbortedException.class) != null
                || isClosed(channel);
    }

    /** Whether a connection has ended. */
    static boolean isClosed(VirtualChannel channel) {
        return channel instanceof Channel remote && remote.isClosingOrClosed();
    }

    /**
     * Whether the connection can turn out to be the reason: writing to it fails a moment before its end is noticed. What
     * the machine itself says carries its type.
     */
    static boolean mayBecomeLoss(Throwable error) {
        Throwable cause = unwrap(error);
        return cause instanceof IOException && find(cause, MachineFailureException.class) == null;
    }

    /**
     * Words what is expected to go wrong on machines.
     *
     * @return a {@link StageFailedException}, or the failure itself where only a fault of this plugin explains it
     */
    static RuntimeException worded(Throwable error) {
        Throwable cause = unwrap(error);
        MachineFailureException typed = find(cause, MachineFailureException.class);
        if (typed != null) {
            return new StageFailedException(typed.failure(), words(typed));
        }
        if (cause instanceof TimeoutException) {
            return new StageFailedException(FailureCause.CONNECTION_LOST, Messages.RemoteFailures_silent());
        }
        if (cause instanceof LinkageError) {
            return new StageFailedException(FailureCause.IO_ERROR, Messages.RemoteFailures_linkage(cause));
        }
        if (cause instanceof IOException) {
            return new StageFailedException(FailureCause.IO_ERROR, Messages.RemoteFailures_io(cause));
        }
        return cause instanceof RuntimeException unexpected ? unexpected : new CompletionException(cause);
    }

    private static String words(MachineFailureException failure) {
        String detail = failure.getMessage();
        return switch (failure.failure()) {
            case DISK_FULL -> Messages.RemoteFailures_diskFull(detail);
            case PERMISSION_DENIED -> Messages.RemoteFailures_permission(detail);
            default -> Messages.RemoteFailures_io(detail);
        };
    }

    private static <T extends Throwable> T find(Throwable error, Class<T> type) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }
}
