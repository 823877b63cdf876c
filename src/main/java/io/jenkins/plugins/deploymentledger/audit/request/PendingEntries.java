package io.jenkins.plugins.deploymentledger.audit.request;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
     * Waits until all entries are on disk or could not be written, but altogether no longer than the bound.
     *
     * @param help does what is in the way of them, for as many nanoseconds as it is given
     * @return whether all of them are settled
     */
    public boolean await(@NonNull Duration bound, @NonNull LongConsumer help) {
        List<CompletableFuture<?>> waitFor;
        long left;
        synchronized (this) {
            if (futures.isEmpty()) {
                return true;
            }
            waitFor = new ArrayList<>(futures);
            left = Math.max(0, bound.toNanos() - spentNanos);
        }
        long start = System.nanoTime();
        help.accept(left);
        boolean settled = settled(waitFor, Math.max(0, left - (System.nanoTime() - start)));
        synchronized (this) {
            spentNanos += System.nanoTime() - start;
            if (settled) {
                futures.removeAll(waitFor);
            }
        }
        return settled;
    }

    /** Whether this is the first time that someone asks, so that a delay is recorded once. */
    public synchronized boolean firstLate() {
        boolean first = !late;
        late = true;
        return first;
    }

    private static boolean settled(List<CompletableFuture<?>> waitFor, long nanos) {
        try {
            CompletableFuture.allOf(waitFor.toArray(CompletableFuture[]::new)).get(nanos, TimeUnit.NANOSECONDS);
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
