package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;

/**
 * Lets no request change anything any more once Jenkins stops: it would be answered, and could not be recorded.
 *
 * <p>Safe for use by several threads.
 */
final class ClosingGate {

    private int inside;
    private boolean closed;

    /** Lets a request in that may change something; it must {@linkplain #leave() leave} if it got in. */
    synchronized boolean enter() {
        if (!closed) {
            inside++;
        }
        return !closed;
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }

    /**
     * Lets nobody in any more, and waits for those inside.
     *
     * @return whether they left within the bound
     */
    synchronized boolean close(@NonNull Duration bound) throws InterruptedException {
        closed = true;
        long deadline = System.nanoTime() + bound.toNanos();
        while (inside > 0) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
