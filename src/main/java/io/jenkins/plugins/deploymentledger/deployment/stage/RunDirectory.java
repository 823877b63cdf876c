package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The directory of one installation on a machine, {@code deployment-ledger/runs/<key>} below the agent's root; used on
 * the machine.
 *
 * <p>That it exists means that the installation may have begun: it is created before, and in one step, so that no
 * installer is ever started twice.
 */
final class RunDirectory {

    private static final Logger LOGGER = Logger.getLogger(RunDirectory.class.getName());

    /** Nobody will ask any more what became of an installation as old as this. */
    private static final Duration FORGOTTEN = Duration.ofDays(30);

    private static final int MAX_FACT_BYTES = 256;

    private final Path runs;
    private final Path path;

    RunDirectory(String root, String key) {
        this.runs = Path.of(root).resolve("deployment-ledger").resolve("runs");
        this.path = runs.resolve(key);
    }

    Path path() {
        return path;
    }

    boolean exists() {
        return Files.isDirectory(path);
    }

    /**
     * Creates the directory.
     *
     * @throws java.nio.file.FileAlreadyExistsException if it exists
     */
    void create() throws IOException {
        Files.createDirectories(runs);
        removeForgotten();
        Files.createDirectory(path);
        Files.createDirectory(work());
    }

    /** How long ago the installation began, by this machine's clock. */
    Duration age() throws IOException {
        Long started = readNumber("started");
        // Whatever ended the agent before it could write that down must not make the installation ageless.
        Instant begun = started == null ? Files.getLastModifiedTime(path).toInstant() : Instant.ofEpochMilli(started);
        Duration age = Duration.between(begun, Instant.now());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** The working directory of the install command. */
    Path work() {
        return path.resolve("work");
    }

    /** What the install command wrote, as far as it is kept. */
    Path output() {
        return path.resolve("output");
    }

    /** Whether all output that is kept is in its file. */
    boolean isDrained() {
        return Files.exists(path.resolve("drained"));
    }

    /** Reads a fact that is kept in a file of its own; null if it is not there. */
    @CheckForNull
    String read(String fact) throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(path.resolve(fact));
            return new String(bytes, 0, Math.min(bytes.length, MAX_FACT_BYTES), StandardCharsets.US_ASCII).strip();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Reads a fact that is a number; null if it is not there, or none. */
    @CheckForNull
    Long readNumber(String fact) throws IOException {
        String text = read(fact);
        try {
            return text == null || text.isEmpty() ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Keeps a fact, whole or not at all. */
    void write(String fact, String value) throws IOException {
        Path temporary = path.resolve(fact + ".new");
        Files.writeString(temporary, value, StandardCharsets.US_ASCII);
        Files.move(temporary, path.resolve(fact), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Drops a fact. */
    void delete(String fact) throws IOException {
        Files.deleteIfExists(path.resolve(fact));
    }

    /** Removes all but what tells how the installation ended. */
    void shrink() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                String name = file.toFile().getName();
                if (!name.equals("result") && !name.equals("verdict") && !name.equals("started")) {
                    removeTree(file);
                }
            }
        } catch (NoSuchFileException e) {
            return;
        }
    }

    /** Removes everything. */
    void remove() throws IOException {
        removeTree(path);
    }

    /** Removes everything of this attempt, which is the first, and of those that followed. */
    void removeAllAttempts() throws IOException {
        removeTree(path);
        if (Files.isDirectory(runs)) {
            try (DirectoryStream<Path> others =
                    Files.newDirectoryStream(runs, path.toFile().getName() + ".*")) {
                for (Path other : others) {
                    removeTree(other);
                }
            }
        }
    }

    /** What cannot be removed, such as what an install command created as another user, stays. */
    private void removeForgotten() throws IOException {
        Instant limit = Instant.now().minus(FORGOTTEN);
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(runs)) {
            for (Path directory : directories) {
                try {
                    if (Files.getLastModifiedTime(directory).toInstant().isBefore(limit)) {
                        removeTree(directory);
                    }
                } catch (IOException e) {
                    LOGGER.log(Level.FINE, e, () -> "Cannot remove " + directory);
                }
            }
        }
    }

    private static void removeTree(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
                if (error instanceof NoSuchFileException) {
                    // The wrapper may still be at work, and renames its files.
                    return FileVisitResult.CONTINUE;
                }
                throw error;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException error) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
