package io.jenkins.plugins.deploymentledger.core.ledger.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.AppendFile;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.DiskStorage;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** A disk that does so many more things and then, in the middle of the next, none any more: it is left as by a process that was killed. */
final class DyingStorage implements Storage {

    private final Storage disk = new DiskStorage();
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

    /** From now on does only so many things. */
    void dieAfter(int operations) {
        left.set(operations);
    }

    /** Does something with a ledger that may fail because the process is dead. */
    @FunctionalInterface
    interface Deed {
        void with(Ledger ledger) throws IOException;
    }

    /**
     * Opens a ledger, does something with it, and dies within that after so many things.
     *
     * @return whether it came to its end before
     */
    static boolean dieAt(int operations, Path directory, LedgerOptions options, Deed deed) throws IOException {
        DyingStorage disk = new DyingStorage();
        Ledger ledger = Ledger.open(directory, options.withStorage(disk));
        boolean finished = false;
        try {
            ledger.checkpoint();
            disk.dieAfter(operations);
            deed.with(ledger);
            finished = true;
        } catch (IOException e) {
            assertTrue(disk.dead(), "it failed of its own: " + e);
        }
        try {
            ledger.close();
        } catch (IOException e) {
            assertTrue(disk.dead(), "it failed of its own: " + e);
        }
        return finished;
    }

    boolean dead() {
        return left.get() < 0;
    }

    /** Whether this thing is done; otherwise it is the last one begun, or one after that. */
    private boolean alive() throws IOException {
        int number = left.getAndUpdate(operations -> Math.max(-2, operations - 1));
        if (number < 0) {
            throw new IOException("The process is dead");
        }
        return number > 0;
    }

    private void pass() throws IOException {
        if (!alive()) {
            throw new IOException("The process was killed");
        }
    }

    private static byte[] half(byte[] content) {
        return Arrays.copyOf(content, content.length / 2);
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        pass();
        disk.makeDirectory(directory);
    }

    @Override
    public AppendFile openForAppend(Path file) throws IOException {
        pass();
        AppendFile real = disk.openForAppend(file);
        return new AppendFile() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                if (alive()) {
                    real.write(bytes);
                } else {
                    real.write(bytes.slice(0, bytes.remaining() / 2));
                    throw new IOException("The process was killed");
                }
            }

            @Override
            public void force() throws IOException {
                pass();
                real.force();
            }

            @Override
            public void truncate(long length) throws IOException {
                pass();
                real.truncate(length);
            }

            @Override
            public void checkUntouched(long length) throws IOException {
                if (!dead()) {
                    real.checkUntouched(length);
                }
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    @Override
    public void replace(Path file, byte[] content) throws IOException {
        if (!alive()) {
            disk.write(file.resolveSibling(file.getFileName() + DiskStorage.UNFINISHED), half(content));
            throw new IOException("The process was killed");
        }
        disk.replace(file, content);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        if (!alive()) {
            disk.write(file, half(content));
            throw new IOException("The process was killed");
        }
        disk.write(file, content);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        pass();
        disk.move(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        pass();
        disk.delete(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        pass();
        disk.syncDirectory(directory);
    }
}
