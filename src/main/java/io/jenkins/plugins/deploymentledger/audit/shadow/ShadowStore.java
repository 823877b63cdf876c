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
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.io.file.PathUtils;

/**
 * Keeps shadows as files, in a tree like that of the files they are of, and knows which there ought to be.
 *
 * <p>Not thread-safe: used on the recorder's thread alone. Shadows are written in place and not forced to disk, since a request
 * waits for its comparison: to put a new file in the place of the old one takes a file system as long as forcing it, and is in the
 * way of the ledger's own writing. One that a crash of the machine takes back is found out at the next start, and the change is then
 * recorded once more; of one that it left half written the checksum in it tells.
 */
final class ShadowStore {

    /** Ends the name of every shadow, so that the shadow of a file is never where another's directory is. */
    static final String SUFFIX = ".shadow";

    /** The name of the index; no shadow is called so. */
    static final String INDEX = ".index";

    private final Path root;
    private ShadowIndex index;

    ShadowStore(Path root) {
        this.root = root;
    }

    boolean exists() {
        return Files.isDirectory(root);
    }

    /** Whether nobody knows any more which shadows there ought to be. */
    boolean isIndexLost() {
        return index().isLost();
    }

    /** Whether there ought to be a shadow of a file. */
    boolean knows(@NonNull String key) {
        return index().contains(key);
    }

    /** Notes that there is a shadow of a file, or ought to be. */
    void know(String key) {
        if (index().note(key)) {
            index().keep(key);
        }
    }

    private ShadowIndex index() {
        if (index == null) {
            index = new ShadowIndex(root.resolve(INDEX));
        }
        return index;
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
        boolean isNew = index().note(key);
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.truncate(length);
        }
        // A process that is killed in between leaves a shadow that is not known, which is found, and never one that is
        // missed.
        if (isNew) {
            index().keep(key);
        }
    }

    void delete(@NonNull String key) throws IOException {
        index().forget(key);
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
        index().move(from, to);
        Files.createDirectories(parent(destination));
        Files.move(source, destination);
        deleteEmpty(parent(source));
    }

    /** Deletes the shadows below a directory. */
    void deleteTree(@NonNull String key) throws IOException {
        index().forget(key);
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

    /** Begins to list the keys of all shadows below a directory, also of those that ought to be there; of all, if it is empty. */
    @NonNull
    SeenFiles list(@NonNull String below) {
        return new SeenFiles(root, below.isEmpty() ? root : resolve(below), index().below(below), this::know);
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
