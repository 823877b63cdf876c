package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/**
 * Keeps shadows as files, in a tree like that of the files they are of.
 *
 * <p>Not thread-safe: used on the recorder's thread alone. Shadows are written in place and not forced to disk, since a request
 * waits for its comparison: to put a new file in the place of the old one takes a file system as long as forcing it, and is in the
 * way of the ledger's own writing. One that a crash of the machine takes back is found out at the next start, and the change is then
 * recorded once more; of one that it left half written the checksum in it tells.
 */
final class ShadowStore {

    /** Ends the name of every shadow, so that the shadow of a file is never where another's directory is. */
    private static final String SUFFIX = ".shadow";

    private final Path root;

    ShadowStore(Path root) {
        this.root = root;
    }

    boolean exists() {
        return Files.isDirectory(root);
    }

    @NonNull
    Optional<Shadow> read(@NonNull String key) throws IOException {
        try {
            return Optional.of(Shadow.parse(Files.readAllBytes(file(key))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void write(@NonNull String key, @NonNull Shadow shadow) throws IOException {
        Path file = file(key);
        Path directory = parent(file);
        ByteBuffer bytes = ByteBuffer.wrap(shadow.format());
        int length = bytes.remaining();
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.truncate(length);
        }
    }

    void delete(@NonNull String key) throws IOException {
        Path file = file(key);
        Files.deleteIfExists(file);
        deleteEmpty(parent(file));
    }

    private void deleteEmpty(Path directory) throws IOException {
        Path at = directory;
        while (!at.equals(root)) {
            try {
                Files.deleteIfExists(at);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
            at = parent(at);
        }
    }

    /** Moves the shadows below one directory to another. */
    void moveTree(@NonNull String from, @NonNull String to) throws IOException {
        Path source = resolve(from);
        Path destination = resolve(to);
        if (!Files.isDirectory(source) || source.equals(destination)) {
            return;
        }
        deleteTree(to);
        Files.createDirectories(parent(destination));
        Files.move(source, destination);
        deleteEmpty(parent(source));
    }

    /** Deletes the shadows below a directory. */
    void deleteTree(@NonNull String key) throws IOException {
        Path tree = resolve(key);
        if (!Files.isDirectory(tree)) {
            return;
        }
        PathUtils.deleteDirectory(tree);
    }

    /** The directory of what lies below the root. */
    private Path parent(Path below) {
        return Objects.requireNonNullElse(below.getParent(), root);
    }

    /** The keys of all shadows below a directory; of all, if it is empty. */
    @NonNull
    List<String> keys(@NonNull String below) throws IOException {
        Path start = below.isEmpty() ? root : resolve(below);
        List<String> keys = new ArrayList<>();
        if (Files.isDirectory(start)) {
            try (Stream<Path> files = Files.walk(start)) {
                files.filter(file -> file.toString().endsWith(SUFFIX)).forEach(file -> {
                    String path = root.relativize(file).toString().replace('\\', '/');
                    keys.add(path.substring(0, path.length() - SUFFIX.length()));
                });
            }
        }
        return keys;
    }

    private Path file(String key) {
        return resolve(key + SUFFIX);
    }

    private Path resolve(String key) {
        Path path = root.resolve(key).normalize();
        if (!path.startsWith(root)) {
            throw new IllegalArgumentException("Not below the directory of the shadows: " + key);
        }
        return path;
    }
}
