package io.jenkins.plugins.deploymentledger.testing;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits until something is so, and fails the test when it is not within a time, a minute for the most. */
public final class Await {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Await() {}

    /**
     * Waits.
     *
     * @param what is to be so, for the message of the failure
     * @param condition asked again and again; a check that throws fails the test at once
     */
    public static void until(@NonNull String what, @NonNull Callable<Boolean> condition) throws Exception {
        until(LIMIT, what, condition);
    }

    /** The same with another limit, for what takes long by its nature. */
    public static void until(@NonNull Duration limit, @NonNull String what, @NonNull Callable<Boolean> condition)
            throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + limit.toSeconds() + " s: " + what);
            }
            Thread.sleep(20);
        }
    }
}
