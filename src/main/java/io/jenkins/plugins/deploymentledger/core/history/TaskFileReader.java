package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads the file of the index from its first line to its last that is complete. For one thread. */
final class TaskFileReader {

    /** The first line of a file that this version can read. */
    static final String HEADER = "deployment-ledger-tasks 1\n";

    private static final int CHUNK = 1 << 20;

    /** No line is longer; what is, is damage. In bytes. */
    private static final int MAX_LINE = 1 << 20;

    private final TextPool pool;
    private final TaskLoad load = new TaskLoad();
    private byte[] buffer = new byte[CHUNK];
    private int filled;
    private long complete;

    TaskFileReader(TextPool pool) {
        this.pool = pool;
    }

    /**
     * Reads it.
     *
     * @throws IOException if it cannot be read, is of another format, or is damaged; the message says where
     */
    void read(@NonNull Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] header = in.readNBytes(HEADER.length());
            if (!Arrays.equals(header, HEADER.getBytes(StandardCharsets.US_ASCII))) {
                throw new IOException(file + " is of another format than this version reads");
            }
            complete = header.length;
            int read = in.read(buffer, filled, buffer.length - filled);
            while (read >= 0) {
                filled += read;
                consume(file);
                read = in.read(buffer, filled, buffer.length - filled);
            }
        }
    }

    private void consume(Path file) throws IOException {
        int start = 0;
        for (int i = 0; i < filled; i++) {
            if (buffer[i] == '\n') {
                try {
                    load.apply(TaskLine.parse(buffer, start, i - start, pool));
                } catch (IOException e) {
                    throw new IOException(file + " is damaged at byte " + complete + ": " + e.getMessage(), e);
                }
                complete += i + 1 - start;
                start = i + 1;
            }
        }
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= start;
        if (filled == buffer.length) {
            if (filled > MAX_LINE) {
                throw new IOException(file + " is damaged at byte " + complete + ": a line has no end");
            }
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
    }

    /** What was read. */
    TaskLoad load() {
        return load;
    }

    /** How many bytes are complete lines; what follows was being written when a crash came. */
    long complete() {
        return complete;
    }
}
