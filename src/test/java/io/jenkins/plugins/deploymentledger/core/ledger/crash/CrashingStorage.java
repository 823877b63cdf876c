package io.jenkins.plugins.deploymentledger.core.ledger.crash;

import io.jenkins.plugins.deploymentledger.core.ledger.storage.AppendFile;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.DiskStorage;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A disk that fails as it is told to: full, failing to force, stuck, writing only part of what it should. */
public class CrashingStorage implements Storage {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private final Storage disk = new DiskStorage();

    /** Whether every write of a record fails. */
    public volatile boolean failAppends;

    /** Whether records are written, but cannot be made durable. */
    public volatile boolean failForce;

    /** Whether a write that fails leaves half of itself in the file. */
    public volatile boolean leaveHalf;

    /** Whether there is time between the two halves of a write of records, for somebody to pull the plug. */
    public volatile boolean pauseHalfway;

    /** Whether whole files cannot be written. */
    public volatile boolean failFiles;

    /** Whether directories cannot be made. */
    public volatile boolean failDirectories;

    /** Writes do not come back before this is counted down; null if the disk is not stuck. */
    public volatile CountDownLatch stuck;

    /** Whole files are not written before this is counted down; null if the disk takes them. */
    public volatile CountDownLatch stuckFiles;

    private static IOException full() {
        return new IOException("No space left on device");
    }

    private void pass() throws IOException {
        pass(stuck);
    }

    private static void pass(CountDownLatch latch) throws IOException {
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        if (failDirectories) {
            throw full();
        }
        disk.makeDirectory(directory);
    }

    @Override
    public AppendFile openForAppend(Path file) throws IOException {
        AppendFile real = disk.openForAppend(file);
        return new AppendFile() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                pass();
                if (failAppends) {
                    if (leaveHalf) {
                        real.write(bytes.slice(0, bytes.remaining() / 2));
                    }
                    throw full();
                }
                if (pauseHalfway) {
                    ByteBuffer half = bytes.slice(bytes.position(), bytes.remaining() / 2);
                    bytes.position(bytes.position() + half.remaining());
                    real.write(half);
                    LockSupport.parkNanos(PAUSE);
                }
                real.write(bytes);
            }

            @Override
            public void force() throws IOException {
                pass();
                if (failForce) {
                    throw new IOException("Input/output error");
                }
                real.force();
            }

            @Override
            public void truncate(long length) throws IOException {
                real.truncate(length);
            }

            @Override
            public void checkUntouched(long length) throws IOException {
                real.checkUntouched(length);
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    @Override
    public void replace(Path file, byte[] content) throws IOException {
        pass();
        pass(stuckFiles);
        if (failFiles) {
            throw full();
        }
        disk.replace(file, content);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        pass();
        pass(stuckFiles);
        if (failFiles) {
            throw full();
        }
        disk.write(file, content);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        disk.move(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        disk.syncDirectory(directory);
    }
}
