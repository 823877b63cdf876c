package io.jenkins.plugins.deploymentledger.audit.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Does one task after the other, in the order in which they came: on a thread of its own, or on that of whoever waits for them.
 *
 * <p>A request that ends waits for its entries. To wake another thread for them, and to be woken by it, takes as long as the work
 * itself; so a task that somebody will wait for is {@linkplain #leave left} to them. Where they are long in coming, the lane's own
 * thread does it after all. Thread-safe.
 */
final class Lane {

    /** How often the lane's own thread does what was left to others. */
    private static final long LEFT_MILLIS = 20;

    /** How many tasks, those of others among them, somebody does who waits for their own. */
    private static final int FEW = 32;

    private final BlockingQueue<Task> tasks;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicBoolean called = new AtomicBoolean();
    private final AtomicBoolean watched = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread;
    private volatile boolean leftSince;
    private volatile Task underWay;
    private volatile boolean closed;

    /**
     * What is to be done.
     *
     * @param since when it was taken, as {@link System#nanoTime()} tells
     * @param isSpare whether nothing is missing where it is not done
     */
    private record Task(Runnable work, long since, boolean isSpare) {}

    /**
     * A lane; its thread starts with the first task.
     *
     * @param name of the thread
     * @param capacity how many tasks may wait
     */
    Lane(@NonNull String name, int capacity) {
        tasks = new LinkedBlockingQueue<>(capacity);
        thread = new ScheduledThreadPoolExecutor(1, new NamingThreadFactory(new DaemonThreadFactory(), name));
    }

    /** Takes a task to be done at once; says whether there was room. */
    boolean add(@NonNull Runnable task) {
        return add(task, false);
    }

    private boolean add(Runnable task, boolean isSpare) {
        boolean added = offer(task, isSpare);
        if (added) {
            call();
        }
        return added;
    }

    /** Takes a task to be done at once that only spares somebody time; or not, if more than a few wait already. */
    void addSpare(@NonNull Runnable task) {
        if (tasks.size() <= FEW) {
            add(task, true);
        }
    }

    /** Takes a task that is done when somebody {@linkplain #help helps}, or a moment later; says whether there was room. */
    boolean leave(@NonNull Runnable task) {
        boolean added = offer(task, false);
        if (added) {
            leftSince = true;
            watch();
        }
        return added;
    }

    /** Looks now and then at what was left, as long as something is: to set a clock for each task would wake the thread for each. */
    private void watch() {
        if (watched.compareAndSet(false, true)) {
            schedule(this::look, LEFT_MILLIS, watched);
        }
    }

    private void look() {
        boolean again = leftSince;
        leftSince = false;
        try {
            doAll();
        } finally {
            watched.set(false);
            if (again || !tasks.isEmpty()) {
                watch();
            }
        }
    }

    private boolean offer(Runnable work, boolean isSpare) {
        Task task = new Task(work, System.nanoTime(), isSpare);
        if (closed || !tasks.offer(task)) {
            return false;
        }
        // Whoever closes does what waits; what is no longer there is taken care of.
        return !closed || !tasks.remove(task);
    }

    /**
     * Does on the current thread what waits, if that is little and nobody else is at it. What is left of it then, the lane's own
     * thread does at once.
     *
     * @param nanos after how long no further task is begun, in nanoseconds
     */
    void help(long nanos) {
        long deadline = System.nanoTime() + nanos;
        int waiting = tasks.size();
        // What is done here uses files, which an interrupt would close.
        boolean mine = waiting > 0
                && waiting <= FEW
                && !Thread.currentThread().isInterrupted()
                && !turn.isHeldByCurrentThread()
                && turn.tryLock();
        int done = 0;
        if (mine) {
            try {
                while (done < waiting && deadline - System.nanoTime() > 0 && doNext()) {
                    done++;
                }
            } finally {
                turn.unlock();
            }
        }
        if (done < waiting) {
            callForTheRest();
        }
    }

    private void callForTheRest() {
        if (!tasks.isEmpty()) {
            call();
        }
    }

    /** Has what waits done at once. */
    void call() {
        if (called.compareAndSet(false, true)) {
            schedule(
                    () -> {
                        called.set(false);
                        try {
                            doAll();
                        } finally {
                            // One that fails keeps nobody from the others.
                            callForTheRest();
                        }
                    },
                    0,
                    called);
        }
    }

    private void schedule(Runnable turnOfThread, long millis, AtomicBoolean awaited) {
        try {
            thread.schedule(turnOfThread, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // It is being closed, and what waits is done for that.
            awaited.set(false);
        }
    }

    private void doAll() {
        turn.lock();
        try {
            while (doNext()) {
                // Until there is none.
            }
        } finally {
            turn.unlock();
        }
    }

    private boolean doNext() {
        Task task = tasks.poll();
        if (task == null) {
            return false;
        }
        underWay = task;
        try {
            task.work().run();
        } finally {
            underWay = null;
        }
        return true;
    }

    /** Whether the current thread is at one of its tasks. */
    boolean isMine() {
        return turn.isHeldByCurrentThread();
    }

    /** How many tasks wait. */
    int waiting() {
        return tasks.size();
    }

    /** How long ago the oldest task was taken of those that are not yet done, the one under way among them; zero if there is none. */
    @NonNull
    Duration behind() {
        Task oldest = underWay;
        if (oldest == null) {
            oldest = tasks.peek();
        }
        return oldest == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - oldest.since());
    }

    /** Whether it takes no more tasks. */
    boolean isClosed() {
        return closed;
    }

    /**
     * Does what waits, and what comes meanwhile, and takes no more tasks when there is nothing left or the bound is reached.
     *
     * @return how many were not done, of which something is missing
     */
    int close(@NonNull Duration bound) throws InterruptedException {
        thread.execute(() -> {
            doAll();
            closed = true;
            doAll();
        });
        thread.shutdown();
        if (thread.awaitTermination(bound.toMillis(), TimeUnit.MILLISECONDS)) {
            return 0;
        }
        closed = true;
        List<Task> undone = new ArrayList<>();
        tasks.drainTo(undone);
        thread.shutdownNow();
        return (int) undone.stream().filter(task -> !task.isSpare()).count();
    }
}
