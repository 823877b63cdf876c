package io.jenkins.plugins.deploymentledger.audit.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs what a listener does so that it cannot disturb Jenkins: an exception in a listener may break the request that fired it, a
 * login for instance.
 */
public final class Hook {

    private static final Logger LOGGER = Logger.getLogger(Hook.class.getName());
    private static final AtomicLong FAILURES = new AtomicLong();

    private Hook() {}

    /**
     * Runs it, logs and counts what it throws.
     *
     * @param what what is being done, for the log
     * @return whether it went through
     */
    public static boolean run(@NonNull String what, @NonNull Runnable body) {
        try {
            body.run();
            return true;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            FAILURES.incrementAndGet();
            LOGGER.log(Level.WARNING, e, () -> "Failed to record for the audit trail: " + what);
            return false;
        }
    }

    /**
     * Runs what only spares somebody time, so that nothing is missing where it fails: what it throws is logged for those who look for it, and not
     * counted.
     *
     * @param what what is being done, for the log
     */
    public static void perhaps(@NonNull String what, @NonNull Runnable body) {
        try {
            body.run();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOGGER.log(Level.FINE, e, () -> "Failed to prepare for the audit trail: " + what);
        }
    }

    /** How often a listener failed since Jenkins started; each time an event may be missing. */
    public static long failures() {
        return FAILURES.get();
    }
}
