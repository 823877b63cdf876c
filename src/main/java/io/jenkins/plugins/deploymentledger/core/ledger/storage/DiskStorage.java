package io.jenkins.plugins.deploymentledger.core.ledger.storage;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** The real disk. Thread-safe. */
public final class DiskStorage implements Storage {

    /** What the name of a file ends in until it is complete. Such files are no part of a ledger. */
    public static final String UNFINISHED = ".tmp";

    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    @Override
    public void makeDirectory(@NonNull Path directory) throws IOException {
        Path above = directory.toAbsolutePath().getParent();
        if (above != null && !Files.isDirectory(above)) {
            makeDirectory(above);
        }
        try {
            Files.createDirectory(directory, OwnerOnly.directory(directory.getFileSystem()));
            syncDirectory(parent(directory));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(directory + " is no directory but a file or a symbolic link; remove it", e);
            }
        }
    }

    @Override
    @NonNull
    public AppendFile openForAppend(@NonNull Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                OwnerOnly.file(file.getFileSystem()));
        try {
            channel.position(channel.size());
            return new DiskFile(file, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void replace(@NonNull Path file, @NonNull byte[] content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        Files.deleteIfExists(unfinished);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                OwnerOnly.file(file.getFileSystem()))) {
            writeAll(channel, ByteBuffer.wrap(content));
            channel.force(true);
        }
        rename(unfinished, file);
        syncDirectory(parent(file));
    }

    @Override
    public void write(@NonNull Path file, @NonNull byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        LinkOption.NOFOLLOW_LINKS),
                OwnerOnly.file(file.getFileSystem()))) {
            writeAll(channel, ByteBuffer.wrap(content));
            channel.force(false);
        }
    }

    @Override
    public void move(@NonNull Path from, @NonNull Path to) throws IOException {
        makeDirectory(parent(to));
        if (Files.getFileStore(from).equals(Files.getFileStore(parent(to)))) {
            rename(from, to);
        } else {
            Path unfinished = to.resolveSibling(to.getFileName() + UNFINISHED);
            Files.copy(from, unfinished, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            rename(unfinished, to);
            syncDirectory(parent(to));
            Files.delete(from);
        }
        syncDirectory(parent(to));
        syncDirectory(parent(from));
    }

    @Override
    public void delete(@NonNull Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void syncDirectory(@NonNull Path directory) throws IOException {
        if (WINDOWS) {
            // A directory cannot be opened there; NTFS logs the change of a name by itself.
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException(
                    "The file system of " + to + " cannot rename a file at once. Keep the ledger on a local disk", e);
        }
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "The root directory is no file of a ledger");
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** A file on a real disk. */
    private static final class DiskFile implements AppendFile {

        private final Path file;
        private final FileChannel channel;
        private final Object key;

        DiskFile(Path file, FileChannel channel) throws IOException {
            this.file = file;
            this.channel = channel;
            this.key = attributes().fileKey();
        }

        private BasicFileAttributes attributes() throws IOException {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        public void write(@NonNull ByteBuffer bytes) throws IOException {
            writeAll(channel, bytes);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
            channel.position(length);
            channel.force(true);
        }

        @Override
        public void checkUntouched(long length) throws IOException {
            BasicFileAttributes now;
            try {
                now = attributes();
            } catch (NoSuchFileException e) {
                FileReplacedException removed =
                        new FileReplacedException(file + " was removed while the ledger was open");
                removed.initCause(e);
                throw removed;
            }
            // Windows gives no key; but it does not let an open file be replaced either.
            if (!Objects.equals(key, now.fileKey()) || !now.isRegularFile()) {
                throw new FileReplacedException(file + " was replaced by another file while the ledger was open");
            }
            if (now.size() != length) {
                throw new FileReplacedException(file + " is " + now.size() + " bytes long where the ledger wrote "
                        + length + ": another process changed it while the ledger was open");
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
