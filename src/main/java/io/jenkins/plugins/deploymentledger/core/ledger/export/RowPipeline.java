package io.jenkins.plugins.deploymentledger.core.ledger.export;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Writes rows in a thread of its own, so that reading entries and writing rows go on at the same time. Few entries wait at
 * any time: whoever reads waits for whoever writes. For one reading thread.
 */
final class RowPipeline implements Closeable {

    private static final int BATCH = 64;
    private static final int BATCHES = 4;
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final RowWriter rows;
    private final BlockingQueue<List<AuditEntry>> queue = new ArrayBlockingQueue<>(BATCHES);
    private final FutureTask<Void> writing = new FutureTask<>(this::write);
    private final Thread thread = new Thread(writing, "Ledger export");
    private List<AuditEntry> batch = new ArrayList<>(BATCH);

    RowPipeline(RowWriter rows) {
        this.rows = rows;
        thread.setDaemon(true);
    }

    /** Begins to write. */
    void start() {
        thread.start();
    }

    /** Hands over an entry; fails if an earlier one could not be written. */
    void put(AuditEntry entry) throws IOException {
        batch.add(entry);
        if (batch.size() == BATCH) {
            hand(batch);
            batch = new ArrayList<>(BATCH);
        }
    }

    /** Waits until all rows are written; fails if one could not be. */
    void finish() throws IOException {
        if (!batch.isEmpty()) {
            hand(batch);
        }
        hand(List.of());
        outcome();
    }

    private void hand(List<AuditEntry> entries) throws IOException {
        try {
            do {
                if (writing.isDone()) {
                    outcome();
                }
            } while (!queue.offer(entries, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void outcome() throws IOException {
        try {
            writing.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException failure) {
                throw failure;
            }
            throw new IOException("The rows cannot be written: " + cause, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Void write() throws IOException, InterruptedException {
        for (List<AuditEntry> entries = queue.take(); !entries.isEmpty(); entries = queue.take()) {
            for (AuditEntry entry : entries) {
                rows.write(entry);
            }
        }
        rows.flush();
        return null;
    }

    private static InterruptedIOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("The export was interrupted");
        interrupted.initCause(e);
        return interrupted;
    }

    /** Stops writing, if it is not finished. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
