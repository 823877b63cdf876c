package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The file of the index: a header, then a line for each change, appended in the order in which they came.
 *
 * <p>Whoever tells of a change does not wait for the disk. A change that is lost in a crash, or because the disk is full, is no
 * harm: the index is compared with the runs on disk at each start. Safe for use by several threads.
 */
final class TaskFile implements Closeable {

    private static final Logger LOGGER = Logger.getLogger(TaskFile.class.getName());

    /** How many lines may wait for the disk; beyond that they are left out. */
    private static final int MAX_PENDING = 100_000;

    private final Path file;
    private final Executor executor;
    private final List<byte[]> pending = new ArrayList<>();
    private final FileChannel channel;
    private boolean writing;
    private boolean failed;

    private TaskFile(Path file, Executor executor) throws IOException {
        this.file = file;
        this.executor = executor;
        this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
    }

    /**
     * Opens a file for appending.
     *
     * @param complete where its last complete line ends; what follows is cut
     * @param executor runs the writes, one at a time
     */
    static TaskFile open(Path file, long complete, Executor executor) throws IOException {
        TaskFile opened = new TaskFile(file, executor);
        opened.channel.truncate(complete);
        opened.channel.position(complete);
        return opened;
    }

    /** Writes a file with one line for each task in the place of whatever was there, and opens it for appending. */
    static TaskFile create(Path file, @NonNull List<Task> tasks, Executor executor) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a directory"));
        Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh), 1 << 16)) {
            out.write(TaskFileReader.HEADER.getBytes(StandardCharsets.US_ASCII));
            for (Task task : tasks) {
                out.write(TaskLine.format(new TaskChange.Recorded(task)));
            }
        }
        try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return open(file, Files.size(file), executor);
    }

    /** Appends a change behind all earlier ones, soon. */
    void append(TaskChange change) {
        byte[] line = TaskLine.format(change);
        boolean start;
        synchronized (pending) {
            if (failed || pending.size() >= MAX_PENDING) {
                return;
            }
            pending.add(line);
            start = !writing;
            writing = true;
        }
        if (start) {
            executor.execute(this::writeAll);
        }
    }

    private void writeAll() {
        while (true) {
            List<byte[]> batch;
            synchronized (pending) {
                if (pending.isEmpty()) {
                    writing = false;
                    pending.notifyAll();
                    return;
                }
                batch = List.copyOf(pending);
                pending.clear();
            }
            try {
                write(batch);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot write " + file + "; it is put right at the next start");
                synchronized (pending) {
                    failed = true;
                    pending.clear();
                }
            }
        }
    }

    private void write(List<byte[]> batch) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(batch.stream().mapToInt(line -> line.length).sum());
        batch.forEach(bytes::put);
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    /** Waits for what was appended, and closes the file. */
    @Override
    public void close() throws IOException {
        synchronized (pending) {
            boolean interrupted = false;
            while (writing) {
                try {
                    pending.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            failed = true;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        channel.close();
    }
}
