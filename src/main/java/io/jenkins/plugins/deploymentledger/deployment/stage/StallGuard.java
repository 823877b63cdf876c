package io.jenkins.plugins.deploymentledger.deployment.stage;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deploymentledger.core.rollout.StageControl;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that sends when the machine takes nothing any more: after a limit, soon if a user has stopped the
 * rollout, and at once if the connection has ended, of which Remoting does not tell those who wait to send.
 *
 * <p>A thread that gets on is left to look for the stop itself. To interrupt it could cut a command of Remoting in two,
 * and so cost the agent a connection that others use, too.
 *
 * <p>To be closed by that thread, which is not interrupted after that.
 */
final class StallGuard implements AutoCloseable {

    private static final long LOOK_SECONDS = 1;

    /** How long the machine may take nothing while the rollout is being stopped. */
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final Thread sender = Thread.currentThread();
    private final StageControl control;
    private final VirtualChannel channel;
    private final Duration limit;
    private final Future<?> looking;
    private long lastProgress = System.nanoTime();
    private boolean stalled;
    private boolean over;

    /**
     * Begins to guard the current thread.
     *
     * @param channel on which it sends
     * @param limit how long the machine may take nothing
     */
    StallGuard(ScheduledExecutorService clock, StageControl control, VirtualChannel channel, Duration limit) {
        this.control = control;
        this.channel = channel;
        this.limit = limit;
        this.looking = clock.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
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

    private void look() {
        boolean stopping = control.isStopRequested();
        boolean lost = RemoteFailures.isClosed(channel);
        synchronized (this) {
            Duration idle = Duration.ofNanos(System.nanoTime() - lastProgress);
            boolean idleForLong = idle.compareTo(stopping ? STOPPING : limit) > 0;
            if (!over && (lost || idleForLong)) {
                stalled = !lost;
                sender.interrupt();
            }
        }
    }
}
