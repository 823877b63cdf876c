package io.jenkins.plugins.deploymentledger.core.ledger.append;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The bounded queue between those who append and the one who writes. Thread-safe.
 *
 * <p>Whoever appends takes no lock, and wakes the writer only if it sleeps.
 */
final class AppendQueue {

    /** More than can wait for room at any time. */
    private static final int MANY = 1 << 20;

    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicReference<Thread> sleeper = new AtomicReference<>();
    private final Semaphore room;
    private volatile int wakeAt;
    private volatile boolean called;
    private volatile boolean closed;

    AppendQueue(int capacity) {
        this.room = new Semaphore(capacity);
    }

    /** Waits for room if need be; an interrupt does not cut that short, since then the event would be lost. */
    boolean offer(Waiting waiting, long waitNanos) {
        if (!room.tryAcquire() && !awaitRoom(waitNanos)) {
            return false;
        }
        if (!closed) {
            queue.add(waiting);
            // Whoever closes takes out what waits, so what is no longer there is taken care of.
            if (!closed || !queue.remove(waiting)) {
                wake(size.incrementAndGet());
                return true;
            }
        }
        room.release();
        return false;
    }

    private boolean awaitRoom(long waitNanos) {
        long deadline = System.nanoTime() + waitNanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return room.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until so many wait to be written, or {@link #call} was called, or the time is over. Only the writer comes here. */
    void await(long nanos, int enough) {
        long deadline = System.nanoTime() + nanos;
        wakeAt = enough;
        long left = nanos;
        while (left > 0 && !called && size.get() < enough) {
            sleeper.set(Thread.currentThread());
            if (!called && size.get() < enough) {
                LockSupport.parkNanos(this, left);
            }
            sleeper.set(null);
            if (Thread.interrupted()) {
                // Nobody has a reason to interrupt the writer; it ends when it is closed.
                called = true;
            }
            left = deadline - System.nanoTime();
        }
        called = false;
    }

    private void wake(int waiting) {
        Thread thread = sleeper.get();
        if (thread != null && (called || waiting >= wakeAt) && sleeper.compareAndSet(thread, null)) {
            LockSupport.unpark(thread);
        }
    }

    /** Moves what waits, at most so many, to another collection. */
    void drainTo(Collection<Waiting> target, int max) {
        int taken = 0;
        for (Waiting next = queue.poll(); next != null; next = taken < max ? queue.poll() : null) {
            target.add(next);
            taken++;
        }
        size.addAndGet(-taken);
        room.release(taken);
    }

    /** Everything that waits, which then waits no more. */
    List<Waiting> drain() {
        List<Waiting> all = new ArrayList<>();
        drainTo(all, Integer.MAX_VALUE);
        return all;
    }

    /** Wakes the writer. */
    void call() {
        called = true;
        wake(size());
    }

    /** From now on takes nothing. */
    void close() {
        closed = true;
        // Those who wait for room need not wait any longer to be refused.
        room.release(MANY);
        call();
    }

    /** How many wait to be written. */
    int size() {
        return Math.max(0, size.get());
    }

    /** How long a duration is in nanoseconds; capped, so that it cannot overflow. */
    static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofDays(1)) > 0 ? TimeUnit.DAYS.toNanos(1) : duration.toNanos();
    }
}
