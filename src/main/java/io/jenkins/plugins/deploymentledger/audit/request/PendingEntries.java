package io.jenkins.plugins.deploymentledger.audit.request;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/**
 * The entries of one request that are not yet known to be on disk.
 *
 * <p>Safe for use by several threads. The bound on waiting holds for the request as a whole: once it is spent, nothing more of
 * this request waits.
 */
public final class PendingEntries {

    /** Beyond this many entries the oldest is forgotten once it is done; a group operation can leave many. */
    private static final int PRUNE_AT = 256;

    /** As long as a disk takes that is worth it: to be put to sleep and woken takes about half of it. */
    private static final long WATCH_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    /** How many may look without sleep: one, where there is another processor for those who are looked for. */
    private static final Semaphore SLEEPLESS =
            new Semaphore(Math.min(1, Runtime.getRuntime().availableProcessors() - 1));

    private final List<CompletableFuture<?>> futures = new ArrayList<>();
    private long spentNanos;
    private boolean late;

    /** Adds an entry on its way to the disk. */
    public synchronized void add(@NonNull CompletableFuture<?> written) {
        if (futures.size() >= PRUNE_AT) {
            futures.removeIf(CompletableFuture::isDone);
        }
        futures.add(written);
    }

    /** Whether there is nothing to wait for. */
    public synchronized boolean isEmpty() {
        return futures.isEmpty();
    }

    /**
     * Has done what is in the way of the entries.
     *
     * @param help does so, for as many nanoseconds as it is given: what is left of the bound
     */
    public void help(@NonNull Duration bound, @NonNull LongConsumer help) {
        long start = System.nanoTime();
        help.accept(left(bound));
        spend(System.nanoTime() - start);
    }

    /**
     * Waits until all entries are on disk or could not be written, but altogether no longer than the bound.
     *
     * @return whether all of them are settled
     */
    public boolean await(@NonNull Duration bound) {
        List<CompletableFuture<?>> waitFor;
        synchronized (this) {
            waitFor = new ArrayList<>(futures);
        }
        long start = System.nanoTime();
        boolean settled = settled(waitFor, left(bound));
        spend(System.nanoTime() - start);
        if (settled) {
            synchronized (this) {
                futures.removeAll(waitFor);
            }
        }
        return settled;
    }

    private synchronized long left(Duration bound) {
        return Math.max(0, bound.toNanos() - spentNanos);
    }

    private synchronized void spend(long nanos) {
        spentNanos += nanos;
    }

    /** Whether this is the first time that someone asks, so that a delay is recorded once. */
    public synchronized boolean firstLate() {
        boolean first = !late;
        late = true;
        return first;
    }

    /** Looks for the end without going to sleep; of many who wait, one does so. */
    private static void watch(CompletableFuture<Void> all, long nanos) {
        if (all.isDone() || !SLEEPLESS.tryAcquire()) {
            return;
        }
        try {
            long deadline = System.nanoTime() + nanos;
            while (!all.isDone() && deadline - System.nanoTime() > 0) {
                Thread.yield();
            }
        } finally {
            SLEEPLESS.release();
        }
    }

    private static boolean settled(List<CompletableFuture<?>> waitFor, long nanos) {
        CompletableFuture<Void> all = CompletableFuture.allOf(waitFor.toArray(CompletableFuture[]::new));
        watch(all, Math.min(nanos, WATCH_NANOS));
        try {
            all.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            // Some entry could not be written. The recorder keeps and counts it; the request is not to fail for it.
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
