package io.jenkins.plugins.deploymentledger.core.ledger.append;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendRefusedException.Reason;
import io.jenkins.plugins.deploymentledger.core.ledger.append.Health.State;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobStore;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.FileReplacedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** What the writing thread does, turn by turn: take what waits, write it, publish a checkpoint when one is due. */
final class WriterLoop implements Runnable {

    private static final int GROUP = 4096;

    /** After how many entries a checkpoint is due however young the last one is, so that few tiles wait for the disk. */
    private static final int ENTRIES_WITHOUT_CHECKPOINT = 1 << 14;

    private static final long IDLE = TimeUnit.SECONDS.toNanos(1);
    private static final long FIRST_RETRY = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LAST_RETRY = TimeUnit.SECONDS.toNanos(2);

    private final LedgerTail tail;
    private final GroupCommit commit;
    private final WriterOptions options;
    private final AppendQueue queue;
    private final Gap gap;
    private final WriterState state;
    private final Acknowledger acknowledger;
    private final Gathering gathering = new Gathering();
    private final Deque<Waiting> batch = new ArrayDeque<>();
    private final AtomicReference<CompletableFuture<Checkpoint>> wanted = new AtomicReference<>();
    private CompletableFuture<Checkpoint> answering;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicReference<Waiting> farewell = new AtomicReference<>();
    private long lastCheckpoint = System.nanoTime();
    private long lastWrite = lastCheckpoint;
    private long retry = FIRST_RETRY;
    private volatile boolean closing;
    private volatile long deadline;
    private volatile IOException failure;

    WriterLoop(LedgerTail tail, BlobStore blobs, WriterOptions options, AppendQueue queue, Gap gap, WriterState state) {
        this.tail = tail;
        this.acknowledger = new Acknowledger();
        this.commit = new GroupCommit(tail, blobs, options, gap, acknowledger);
        this.options = options;
        this.queue = queue;
        this.gap = gap;
        this.state = state;
    }

    @Override
    public void run() {
        try {
            while (!closing) {
                awaitWork();
                if (batch.isEmpty()) {
                    queue.drainTo(batch, GROUP);
                }
                turn(false);
            }
            end();
        } catch (RuntimeException | Error e) {
            // Such as no memory: nobody may take this for a ledger that was closed in good order.
            failure = new IOException("The writer ended: " + e, e);
            throw e;
        } finally {
            finish();
        }
    }

    private void awaitWork() {
        long now = System.nanoTime();
        if (!batch.isEmpty() || state.state() == State.FAILING) {
            queue.await(retry, Integer.MAX_VALUE);
            return;
        }
        long untilCheckpoint = lastCheckpoint + AppendQueue.nanos(options.checkpointEvery()) - now;
        queue.await(tail.unpublished() ? Math.max(0, untilCheckpoint) : IDLE, 1);
        if (options.mode() == AppendMode.ASYNC && !closing && wanted.get() == null) {
            long collect = lastWrite + AppendQueue.nanos(options.collectFor()) - System.nanoTime();
            queue.await(Math.max(0, collect), Math.max(1, options.queue().capacity() / 2));
        } else if (queue.size() > 0 && queue.size() < gathering.expected()) {
            queue.await(gathering.patience(), gathering.expected());
        }
    }

    /** Writes what there is; gives whether all of it could be written. */
    private boolean turn(boolean last) {
        CompletableFuture<Checkpoint> asked = wanted.get();
        state.begin();
        try {
            if (state.state() == State.ALARM) {
                refuse(Reason.ALARM, state.health(0, 0).message(), null);
                return true;
            }
            int group = batch.size();
            if (group == 0) {
                // Who writes looks anyway.
                tail.checkUntouched();
            }
            tail.checkPublished();
            long began = System.nanoTime();
            commit.write(batch);
            long written = System.nanoTime();
            if (group > 0) {
                gathering.written(group, queue.size(), written - began, written - lastWrite);
            }
            lastWrite = written;
            if (last) {
                tail.publish();
            }
            if (last || (asked != null && asked != answering) || checkpointDue()) {
                publish(asked);
            }
            state.enter(State.WRITABLE, "");
            retry = FIRST_RETRY;
            failure = null;
            return true;
        } catch (FileReplacedException e) {
            failure = e;
            state.enter(State.ALARM, e.getMessage());
            refuse(Reason.ALARM, e.getMessage(), e);
            return true;
        } catch (IOException e) {
            failure = e;
            answering = null;
            state.enter(State.FAILING, describe(e));
            retry = Math.min(LAST_RETRY, 2 * retry);
            if (options.mode() == AppendMode.STRICT) {
                refuse(Reason.NOT_WRITABLE, "the ledger cannot be written: " + describe(e), e);
            }
            return false;
        } finally {
            state.end();
        }
    }

    private static String describe(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private boolean checkpointDue() {
        return tail.unbegun() >= ENTRIES_WITHOUT_CHECKPOINT
                || (tail.unpublished()
                        && System.nanoTime() - lastCheckpoint >= AppendQueue.nanos(options.checkpointEvery()));
    }

    private void publish(@CheckForNull CompletableFuture<Checkpoint> asked) throws IOException {
        long size = tail.next();
        tail.beginPublication(() -> published(size, asked));
        answering = asked;
        lastCheckpoint = System.nanoTime();
    }

    /** A publication is at its end, in this thread or that of the publisher. */
    private void published(long size, @CheckForNull CompletableFuture<Checkpoint> asked) {
        if (tail.published().size() < size) {
            // It failed; the writer finds out why, and tries again.
            queue.call();
        } else if (asked != null) {
            wanted.compareAndSet(asked, null);
            asked.complete(tail.published());
        }
    }

    private void refuse(Reason reason, String why, @CheckForNull IOException cause) {
        List<Waiting> refused = new ArrayList<>(batch);
        batch.clear();
        refused.addAll(queue.drain());
        try {
            if (!refused.isEmpty()) {
                gap.count(refused.size(), options.clock().now(), reason);
            }
        } finally {
            Waiting.refuse(refused, new AppendRefusedException(reason, "The event was not recorded: " + why, cause));
            CompletableFuture<Checkpoint> asked = wanted.getAndSet(null);
            if (asked != null) {
                asked.completeExceptionally(
                        new AppendRefusedException(reason, "There is no checkpoint: " + why, cause));
            }
        }
    }

    /** Writes what still waits and the last entry, as long as there is time. */
    private void end() {
        queue.drainTo(batch, Integer.MAX_VALUE);
        Waiting last = farewell.get();
        if (last != null) {
            batch.add(last);
        }
        while (!turn(true) && deadline - System.nanoTime() > 0) {
            queue.await(Math.min(retry, deadline - System.nanoTime()), Integer.MAX_VALUE);
        }
    }

    /** Leaves nobody waiting and nothing locked, however the thread ends and whatever of this fails. */
    private void finish() {
        queue.close();
        String message = failure == null ? "the ledger is closed" : describe(failure);
        try {
            try {
                state.enter(State.CLOSED, failure == null ? "The ledger is closed" : message);
            } finally {
                refuse(Reason.CLOSED, message, failure);
            }
        } finally {
            try {
                acknowledger.close();
                closeTail();
            } finally {
                ended.complete(null);
            }
        }
    }

    private void closeTail() {
        try {
            tail.close();
        } catch (IOException e) {
            if (failure == null) {
                failure = e;
            } else {
                failure.addSuppressed(e);
            }
        }
    }

    /** Completes when the thread has written for the last time. */
    CompletableFuture<Void> ended() {
        return ended.copy();
    }

    CompletableFuture<Checkpoint> requestCheckpoint() {
        CompletableFuture<Checkpoint> fresh = new CompletableFuture<>();
        // One that was asked for before may be under way already, with entries that this caller knows of not in it.
        CompletableFuture<Checkpoint> earlier = wanted.getAndSet(fresh);
        if (earlier != null) {
            fresh.whenComplete((checkpoint, e) -> {
                if (e == null) {
                    earlier.complete(checkpoint);
                } else {
                    earlier.completeExceptionally(e);
                }
            });
        }
        if (state.state() == State.CLOSED) {
            fresh.completeExceptionally(new AppendRefusedException(Reason.CLOSED, "The ledger is closed"));
        }
        queue.call();
        return fresh;
    }

    @CheckForNull
    IOException failure() {
        return failure;
    }

    void close(AuditEvent lastEvent, Duration atMost) throws AppendRefusedException {
        if (!closing) {
            farewell.set(Waiting.of(lastEvent));
        }
        stop(atMost);
    }

    void abandon() {
        stop(Duration.ZERO);
    }

    private void stop(Duration atMost) {
        if (!closing) {
            deadline = System.nanoTime() + AppendQueue.nanos(atMost);
            closing = true;
            state.enter(State.CLOSED, "The ledger is closed");
            queue.close();
        }
    }
}
