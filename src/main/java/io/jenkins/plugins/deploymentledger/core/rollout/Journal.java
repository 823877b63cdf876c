package io.jenkins.plugins.deploymentledger.core.rollout;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The append-only file of a rollout's events, one JSON object a line, forced to disk.
 *
 * <p>Events are written in the order in which {@link #append} is called. Those that arrive while the disk is busy are
 * written and forced together (group commit), so that a thousand machines cost a few forces, not a thousand. No more than
 * {@value #MAX_PENDING} events wait; a disk that falls further behind counts as failed.
 *
 * <p>Safe for use by several threads. After a failed write nothing more is accepted, since the file's end is unknown.
 */
public final class Journal implements Closeable {

    /** How many events may wait for the disk. */
    public static final int MAX_PENDING = 50_000;

    private record Pending(byte[] line, CompletableFuture<Void> written) {}

    private final FileChannel channel;
    private final Executor executor;
    private final Queue<Pending> pending = new ArrayDeque<>();
    private boolean writing;
    private boolean closed;
    private IOException failure;

    private Journal(FileChannel channel, Executor executor) {
        this.channel = channel;
        this.executor = executor;
    }

    /**
     * Opens a journal for appending; creates it where there is none.
     *
     * <p>An incomplete last line, as a crash leaves it, is cut: its event was never acknowledged.
     *
     * @param file the journal
     * @param executor runs the writes, one at a time
     * @throws IOException if the file cannot be opened or cut
     */
    @NonNull
    public static Journal open(@NonNull Path file, @NonNull Executor executor) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            long complete = completeLength(channel);
            if (complete < channel.size()) {
                channel.truncate(complete);
                channel.force(true);
            }
            channel.position(complete);
            return new Journal(channel, executor);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Writes an event behind all earlier ones.
     *
     * @return completes when the event is on disk, or exceptionally with the {@link IOException} that prevented it
     */
    @NonNull
    public CompletableFuture<Void> append(@NonNull RolloutEvent event) {
        Pending entry = new Pending(JournalFormat.line(event), new CompletableFuture<>());
        boolean start;
        synchronized (pending) {
            if (failure != null || closed || pending.size() >= MAX_PENDING) {
                IOException reason = failure != null
                        ? failure
                        : new IOException(closed ? "The journal is closed" : "The disk is too slow for the journal");
                return CompletableFuture.failedFuture(reason);
            }
            pending.add(entry);
            start = !writing;
            writing = true;
        }
        if (start) {
            executor.execute(this::writeAll);
        }
        return entry.written;
    }

    private void writeAll() {
        while (true) {
            List<Pending> batch;
            synchronized (pending) {
                if (pending.isEmpty()) {
                    writing = false;
                    pending.notifyAll();
                    return;
                }
                batch = new ArrayList<>(pending);
                pending.clear();
            }
            try {
                write(batch);
                batch.forEach(entry -> entry.written.complete(null));
            } catch (IOException e) {
                synchronized (pending) {
                    failure = e;
                    batch.addAll(pending);
                    pending.clear();
                }
                batch.forEach(entry -> entry.written.completeExceptionally(e));
            }
        }
    }

    private void write(List<Pending> batch) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(
                batch.stream().mapToInt(entry -> entry.line.length).sum());
        batch.forEach(entry -> buffer.put(entry.line));
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(false);
    }

    private static long completeLength(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            last.clear();
            if (channel.read(last, end - 1) == 1 && last.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    /** Waits for the events that were appended and closes the file. */
    @Override
    public void close() throws IOException {
        synchronized (pending) {
            closed = true;
            boolean interrupted = false;
            while (writing) {
                try {
                    pending.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        channel.close();
    }
}
