package io.jenkins.plugins.deploymentledger.core.ledger.storage;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The right to write a ledger, held by one process at a time. The system releases it when the process ends, however it ends. */
public final class LedgerLock implements Closeable {

    private final FileChannel channel;
    private final FileLock lock;

    private LedgerLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock.
     *
     * @param file the lock file; made where there is none
     * @throws IOException if another process, or another part of this one, holds it, or the file cannot be opened
     */
    @NonNull
    public static LedgerLock take(@NonNull Path file) throws IOException {
        if (RegularFile.isSomethingElse(file)) {
            throw new IOException(file + " is no file, so nothing can be locked by it; remove it");
        }
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                OwnerOnly.file(file.getFileSystem()));
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new IOException(inUse(file), e);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new IOException(inUse(file));
        }
        return new LedgerLock(channel, lock);
    }

    private static String inUse(Path file) {
        return "The ledger is open for writing elsewhere: " + file
                + " is locked. Close it there first; two processes must not write one ledger";
    }

    /**
     * Releases the lock as soon as something has ended: at once if it has already.
     *
     * @param end completes when it has ended
     * @throws IOException if it has ended already, and the lock could not be released
     */
    public void releaseAfter(@NonNull CompletableFuture<Void> end) throws IOException {
        CompletableFuture<Void> released = end.thenRun(() -> {
            try {
                close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        if (released.isDone()) {
            try {
                released.join();
            } catch (CompletionException e) {
                throw new IOException(
                        "The lock of the ledger could not be released: "
                                + e.getCause().getMessage(),
                        e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        try {
            lock.release();
        } finally {
            channel.close();
        }
    }
}
