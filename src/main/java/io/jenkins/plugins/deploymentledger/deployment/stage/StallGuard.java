package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.rollout.StageControl;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that sends when the machine takes nothing any more, or a user aborts.
 *
 * <p>To be closed by that thread, which is not interrupted after that.
 */
final class StallGuard implements AutoCloseable {

    private static final long LOOK_SECONDS = 5;

    private final Thread sender = Thread.currentThread();
    private final long limitNanos;
    private final Future<?> looking;
    private long lastProgress = System.nanoTime();
    private boolean stalled;
    private boolean over;

    /**
     * Begins to guard the current thread.
     *
     * @param limit how long the machine may take nothing
     */
    StallGuard(ScheduledExecutorService clock, StageControl control, Duration limit) {
        limitNanos = limit.toNanos();
        looking = clock.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        control.onAbort(this::interrupt);
    }

    /** Notes that the machine took something. */
    synchronized void progress() {
        lastProgress = System.nanoTime();
    }

    /** Whether the machine was the reason for an interruption. */
    synchronized boolean isStalled() {
        return stalled;
    }

    @Override
    public synchronized void close() {
        over = true;
        looking.cancel(false);
        // Meant for the sending alone, which is over.
        Thread.interrupted();
    }

    private synchronized void look() {
        if (System.nanoTime() - lastProgress > limitNanos) {
            stalled = true;
            interrupt();
        }
    }

    private synchronized void interrupt() {
        if (!over) {
            sender.interrupt();
        }
    }
}
