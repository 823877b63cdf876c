package io.jenkins.plugins.deploymentledger.core.ledger.append;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The bounded queue between those who append and the one who writes. Thread-safe. */
final class AppendQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition work = lock.newCondition();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final int capacity;
    private boolean called;
    private boolean closed;

    AppendQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Waits for room if need be; an interrupt does not cut that short, since then the event would be lost. */
    boolean offer(Waiting waiting, long waitNanos) {
        boolean interrupted = false;
        lock.lock();
        try {
            long left = waitNanos;
            while (queue.size() >= capacity && left > 0 && !closed) {
                try {
                    left = room.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (closed || queue.size() >= capacity) {
                return false;
            }
            queue.add(waiting);
            work.signal();
            return true;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until there is work, or {@link #call} was called, or the time is over. Only the writer comes here. */
    void await(long nanos, int enough) {
        lock.lock();
        try {
            long left = nanos;
            while (queue.size() < enough && !called && left > 0) {
                try {
                    left = work.awaitNanos(left);
                } catch (InterruptedException e) {
                    // Nobody has a reason to interrupt the writer; it ends when it is closed.
                    called = true;
                }
            }
            called = false;
        } finally {
            lock.unlock();
        }
    }

    /** Moves what waits, at most so many, to another collection. */
    void drainTo(Collection<Waiting> target, int max) {
        lock.lock();
        try {
            for (int i = 0; i < max && !queue.isEmpty(); i++) {
                target.add(queue.remove());
            }
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Everything that waits, which then waits no more. */
    List<Waiting> drain() {
        List<Waiting> all = new ArrayList<>();
        drainTo(all, Integer.MAX_VALUE);
        return all;
    }

    /** Wakes the writer. */
    void call() {
        lock.lock();
        try {
            called = true;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** From now on takes nothing. */
    void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        call();
    }

    int size() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** How long a duration is in nanoseconds; capped, so that it cannot overflow. */
    static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofDays(1)) > 0 ? TimeUnit.DAYS.toNanos(1) : duration.toNanos();
    }
}
