package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the file of the index from its first line to its last that is complete; passes over lines that are damaged. For one thread.
 */
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
    private long damaged;
    private String damage;
    private boolean passing;

    TaskFileReader(TextPool pool) {
        this.pool = pool;
    }

    /**
     * Reads it.
     *
     * @throws IOException if it cannot be read, or is of another format; what was read until then stays
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

    private void consume(Path file) {
        int start = 0;
        for (int i = 0; i < filled; i++) {
            if (buffer[i] == '\n') {
                take(file, start, i - start);
                complete += i + 1 - start;
                start = i + 1;
            }
        }
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= start;
        if (filled > MAX_LINE) {
            damage(file, "a line has no end");
            complete += filled;
            filled = 0;
            passing = true;
        } else if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
    }

    private void take(Path file, int start, int length) {
        try {
            if (!passing) {
                load.apply(TaskLine.parse(buffer, start, length, pool));
            }
        } catch (IOException e) {
            damage(file, String.valueOf(e.getMessage()));
        }
        passing = false;
    }

    private void damage(Path file, String what) {
        damaged++;
        if (damage == null) {
            damage = file + " is damaged at byte " + complete + ": " + what;
        }
    }

    /** Where the file is damaged first, and in how many lines; empty if it is in none. */
    Optional<String> damage() {
        return Optional.ofNullable(damage).map(first -> first + " (lines that cannot be read: " + damaged + ")");
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
