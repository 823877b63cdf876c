package io.jenkins.plugins.deploymentledger.core.ledger.append;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendRefusedException.Reason;
import io.jenkins.plugins.deploymentledger.core.ledger.append.Health.State;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobStore;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentFile;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes events from any thread and has one thread of its own write them. Thread-safe. */
public final class LedgerWriter {

    private final LedgerTail tail;
    private final WriterOptions options;
    private final AppendQueue queue;
    private final Gap gap = new Gap();
    private final WriterState state;
    private final WriterLoop loop;
    private final Thread thread;

    private LedgerWriter(LedgerTail tail, BlobStore blobs, WriterOptions options) {
        this.tail = tail;
        this.options = options;
        this.queue = new AppendQueue(options.queue().capacity());
        this.state = new WriterState(options);
        this.loop = new WriterLoop(tail, blobs, options, queue, gap, state);
        this.thread = new Thread(loop, "Deployment Ledger writer");
        thread.setDaemon(true);
    }

    /**
     * Starts to write.
     *
     * @param tail the end of the ledger; belongs to this writer from now on
     * @param blobs takes the details that are too big for an entry
     * @param options how to write
     */
    @NonNull
    public static LedgerWriter start(
            @NonNull LedgerTail tail, @NonNull BlobStore blobs, @NonNull WriterOptions options) {
        LedgerWriter writer = new LedgerWriter(tail, blobs, options);
        writer.thread.start();
        return writer;
    }

    /**
     * Hands over an event to be recorded.
     *
     * <p>Returns at once if there is room in the queue; in the modes durable and strict it waits for room within
     * {@link WriterOptions.QueueLimits#waitAtMost}. What is refused is counted, and recorded as soon as that is possible.
     *
     * @param event what happened
     * @return completes when the entry is on disk, or with an {@link AppendRefusedException}. What is chained to it runs in the thread that
     *     acknowledges all entries, or the one that writes them, and must not block: use the {@code Async} methods for anything that may.
     */
    @NonNull
    public CompletableFuture<Receipt> append(@NonNull AuditEvent event) {
        Waiting waiting;
        try {
            waiting = Waiting.of(event);
        } catch (AppendRefusedException e) {
            gap.count(1, options.clock().now(), e.reason());
            return CompletableFuture.failedFuture(e);
        }
        AppendRefusedException refused = state.writable() ? null : refusal(health());
        if (refused == null && !queue.offer(waiting, patience())) {
            refused = refusal(health());
            if (refused == null) {
                refused = new AppendRefusedException(
                        Reason.QUEUE_FULL,
                        "The event was not recorded: " + options.queue().capacity()
                                + " others wait to be written already");
            }
        }
        if (refused != null) {
            gap.count(1, options.clock().now(), refused.reason());
            return CompletableFuture.failedFuture(refused);
        }
        return waiting.done();
    }

    private long patience() {
        return options.mode() == AppendMode.ASYNC
                ? 0
                : AppendQueue.nanos(options.queue().waitAtMost());
    }

    /** Why an event is refused before it even waits; null if it is not. */
    @CheckForNull
    private AppendRefusedException refusal(Health health) {
        return switch (health.state()) {
            case WRITABLE -> null;
            case CLOSED -> new AppendRefusedException(Reason.CLOSED, "The event was not recorded: " + health.message());
            case ALARM -> new AppendRefusedException(Reason.ALARM, "The event was not recorded: " + health.message());
            case FAILING, STUCK ->
                options.mode() == AppendMode.STRICT
                        ? new AppendRefusedException(
                                Reason.NOT_WRITABLE,
                                "The event was not recorded, the ledger cannot be written: " + health.message())
                        : null;
        };
    }

    /**
     * Records an event and waits until it is on disk, within {@link WriterOptions.QueueLimits#waitAtMost}. An interrupt does not cut the waiting short.
     *
     * @throws AppendRefusedException if it was refused, or is not on disk in time
     */
    @NonNull
    public Receipt record(@NonNull AuditEvent event) throws AppendRefusedException {
        CompletableFuture<Receipt> done = append(event);
        long deadline = System.nanoTime() + AppendQueue.nanos(options.queue().waitAtMost());
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            throw new AppendRefusedException(
                    Reason.NOT_IN_TIME,
                    "The event is not on disk after "
                            + options.queue().waitAtMost().toMillis() + " milliseconds; it still waits to be written",
                    e);
        } catch (ExecutionException e) {
            Reason reason = e.getCause() instanceof AppendRefusedException refused ? refused.reason() : Reason.ALARM;
            throw new AppendRefusedException(reason, e.getCause().getMessage(), e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Publishes a checkpoint of every entry that is on disk; completes when it is on disk too. */
    @NonNull
    public CompletableFuture<Checkpoint> checkpoint() {
        return loop.requestCheckpoint();
    }

    /** The checkpoint that is on disk. */
    @NonNull
    public Checkpoint published() {
        return tail.published();
    }

    /** The sequence number after the newest entry that is on disk. */
    public long durableEnd() {
        return tail.durableEnd();
    }

    /** Reads the entries of the last segment that are on disk now. */
    @NonNull
    public SegmentFile lastSegment() {
        return tail.lastSegment();
    }

    /** Completes when this has written for the last time; with a stuck disk that may be long after it was closed. */
    @NonNull
    public CompletableFuture<Void> ended() {
        return loop.ended();
    }

    /** How writing goes. */
    @NonNull
    public Health health() {
        return state.health(queue.size(), gap.refused());
    }

    /** Ends without a last entry, for when opening went wrong. Waits for a write that is under way, within a bound. */
    public void abandon() {
        loop.abandon();
        join(AppendQueue.nanos(options.queue().waitAtMost()));
    }

    /**
     * Writes what waits, a last entry and a checkpoint, and ends.
     *
     * @param farewell the last entry
     * @param atMost how long to wait for a disk that does not take them
     * @throws IOException if that was too short, or the last checkpoint could not be written
     */
    public void close(@NonNull AuditEvent farewell, @NonNull Duration atMost) throws IOException {
        loop.close(farewell, atMost);
        join(AppendQueue.nanos(atMost) + TimeUnit.SECONDS.toNanos(1));
        if (thread.isAlive()) {
            state.enter(State.CLOSED, "The ledger is closed");
            throw new IOException("The disk did not answer within " + atMost.toSeconds()
                    + " seconds of closing the ledger; " + queue.size() + " events still wait to be written");
        }
        IOException failure = loop.failure();
        if (failure != null) {
            throw new IOException("The ledger was not closed in good order: " + failure.getMessage(), failure);
        }
    }

    private void join(long nanos) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + nanos;
        while (thread.isAlive() && deadline - System.nanoTime() > 0) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
