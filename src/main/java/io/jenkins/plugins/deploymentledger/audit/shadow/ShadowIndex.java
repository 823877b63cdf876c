package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Knows of which files there are shadows, over restarts, so that one that somebody takes away makes no old file a new one.
 *
 * <p>A file of records, each of which is a sign with one path or two in modified UTF-8; it is appended to, and written anew when it is
 * opened. Like the shadows it is not forced to disk. What cannot be written is kept in memory. Not thread-safe: used on the recorder's
 * thread alone.
 */
final class ShadowIndex {

    private static final Logger LOGGER = Logger.getLogger(ShadowIndex.class.getName());

    private static final byte ADDED = '+';
    private static final byte FORGOTTEN = '-';
    private static final byte MOVED = '>';

    /** So many records more than files, and it is written anew. */
    private static final int MAX_SPARE = 100_000;

    private final Path file;
    private final KnownFiles keys = new KnownFiles();
    private final boolean lost;
    private int records;

    /** Whether the file ends with a record that was not written to its end. */
    private boolean torn = true;

    /** Reads what was known. */
    ShadowIndex(@NonNull Path file) {
        this.file = file;
        lost = Files.exists(file) ? !read() : Files.isDirectory(directory());
        rewrite();
    }

    /** Whether it was not as it ought to be when it was opened. */
    boolean isLost() {
        return lost;
    }

    private Path directory() {
        return Objects.requireNonNull(file.getParent(), "an index has a directory");
    }

    /** Says whether it could be read. */
    private boolean read() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (int sign = in.read(); sign >= 0; sign = in.read()) {
                switch (sign) {
                    case ADDED -> keys.add(in.readUTF());
                    case FORGOTTEN -> keys.forget(in.readUTF());
                    case MOVED -> keys.move(in.readUTF(), in.readUTF());
                    default -> throw new IOException("No index of shadows");
                }
            }
            return true;
        } catch (EOFException e) {
            // A process was killed while it wrote the last one.
            return true;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "What was remembered of files cannot be known from " + file);
            return false;
        }
    }

    private void rewrite() {
        Path fresh = directory().resolve(file.getFileName() + ".tmp");
        List<String> all = keys.below("");
        try {
            Files.createDirectories(directory());
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)))) {
                for (String key : all) {
                    out.writeByte(ADDED);
                    out.writeUTF(key);
                }
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            records = all.size();
            torn = false;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "What is remembered of files cannot be written to " + file);
        }
    }

    boolean contains(@NonNull String key) {
        return keys.contains(key);
    }

    /** The files of which there are shadows, or ought to be, below a directory; all, if it is empty. */
    @NonNull
    List<String> below(@NonNull String directory) {
        return keys.below(directory);
    }

    /** Notes a file in memory; says whether it is new, so that it is to be kept. */
    boolean note(@NonNull String key) {
        return keys.add(key);
    }

    /** Keeps a file that was noted, and has a shadow by now. */
    void keep(@NonNull String key) {
        append(ADDED, key);
    }

    /** Forgets a file and all below a directory of that name; to be called before their shadows go. */
    void forget(@NonNull String key) {
        if (keys.contains(key) || !keys.below(key).isEmpty()) {
            keys.forget(key);
            append(FORGOTTEN, key);
        }
    }

    /** Follows a directory to another place. */
    void move(@NonNull String from, @NonNull String to) {
        keys.move(from, to);
        append(MOVED, from, to);
    }

    private void append(byte sign, String... paths) {
        if (torn || records > keys.size() + MAX_SPARE) {
            rewrite();
            return;
        }
        torn = true;
        try (DataOutputStream record = new DataOutputStream(
                new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND)))) {
            record.writeByte(sign);
            for (String path : paths) {
                record.writeUTF(path);
            }
            record.flush();
            records++;
            torn = false;
        } catch (IOException e) {
            // The next record has it written anew.
            LOGGER.log(Level.WARNING, e, () -> "What is remembered of files cannot be written to " + file);
        }
    }
}
