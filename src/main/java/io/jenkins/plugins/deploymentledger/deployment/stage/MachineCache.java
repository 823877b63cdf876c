package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The binaries kept on a machine, {@code deployment-ledger/cache/<sha256>/<fileName>} below the agent's root; runs on
 * the machine.
 *
 * <p>What exceeds the limit is removed, least recently used first, but nothing that a run has said it is using. Each
 * binary's directory carries the time of its last use. What cannot be removed, such as a file that somebody else owns, is
 * left where it is: it is no reason not to deploy.
 */
final class MachineCache {

    private static final Logger LOGGER = Logger.getLogger(MachineCache.class.getName());

    /** So that no run removes a binary while another one says that it uses it. */
    private static final Object USES = new Object();

    /** A run that has not been heard of for so long does not hold a binary any more. */
    private static final Duration FORGOTTEN = Duration.ofDays(7);

    /** A transfer that has not grown for so long will not be gone on with. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    /** Is left free on the file system, so that the machine can go on working. */
    private static final long RESERVE_BYTES = 16L << 20;

    private final CacheEntry entry;
    private final Path base;

    MachineCache(CacheEntry entry) throws IOException {
        this.entry = entry;
        this.base = Path.of(entry.root()).resolve("deployment-ledger").resolve("cache");
        if (!isPlainName(entry.fileName())) {
            throw new MachineFailureException(FailureCause.IO_ERROR, entry.fileName());
        }
    }

    /** Whether a name stays in its directory, by the rules of this machine, which may not be those of the controller. */
    private static boolean isPlainName(String name) {
        try {
            Path path = Path.of(name);
            return !name.isBlank()
                    && !path.isAbsolute()
                    && path.getNameCount() == 1
                    && path.getRoot() == null
                    && !name.equals(".")
                    && !name.equals("..");
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Where the binary is to lie. */
    Path file() {
        return directory().resolve(entry.fileName());
    }

    /** Where what has come of it so far lies; one for each run, so that two never write to the same. */
    Path partial() {
        return incoming().resolve(entry.sha256().substring(0, 16) + '-' + entry.key() + ".part");
    }

    /** Says that the run uses the binary. */
    void use() throws IOException {
        synchronized (USES) {
            Files.createDirectories(directory());
            Files.createDirectories(incoming());
            Files.createDirectories(uses(entry.sha256()));
            Files.write(uses(entry.sha256()).resolve(entry.key()), new byte[0]);
            Files.setLastModifiedTime(directory(), FileTime.from(Instant.now()));
        }
    }

    /** Says that the run does not use the binary any more, and drops what has come of it so far. */
    void release() throws IOException {
        synchronized (USES) {
            Files.deleteIfExists(uses(entry.sha256()).resolve(entry.key()));
        }
        Files.deleteIfExists(partial());
    }

    /**
     * Sees to it that a number of further bytes find room.
     *
     * @param bytes how many
     * @param limitBytes how many the cache may hold in all
     * @throws MachineFailureException with {@link FailureCause#DISK_FULL} if they find none
     */
    void makeRoom(long bytes, long limitBytes) throws IOException {
        removeAbandoned();
        List<Kept> others = others();
        long held = others.stream().mapToLong(Kept::bytes).sum();
        for (Kept other : others) {
            boolean tooMuch = held + entry.sizeBytes() > limitBytes;
            if (!tooMuch && usable() - RESERVE_BYTES >= bytes) {
                break;
            }
            if (removeUnused(other.sha256)) {
                held -= other.bytes;
            }
        }
        long usable = usable();
        if (usable - RESERVE_BYTES < bytes) {
            throw new MachineFailureException(
                    FailureCause.DISK_FULL,
                    base + ": " + (usable >> 20) + " MiB < " + (bytes + RESERVE_BYTES >> 20) + " MiB");
        }
    }

    private long usable() throws IOException {
        return Files.getFileStore(incoming()).getUsableSpace();
    }

    private Path directory() {
        return base.resolve(entry.sha256());
    }

    private Path incoming() {
        return base.resolve(".incoming");
    }

    private Path uses(String sha256) {
        return base.resolve(".uses").resolve(sha256);
    }

    /** Removes a binary unless a run uses it; tells whether it is gone. */
    private boolean removeUnused(String sha256) {
        synchronized (USES) {
            try {
                if (isUsed(sha256)) {
                    return false;
                }
                removeTree(base.resolve(sha256));
                Files.deleteIfExists(uses(sha256));
                return true;
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot remove " + sha256 + " from " + base);
                return false;
            }
        }
    }

    private boolean isUsed(String sha256) throws IOException {
        boolean used = false;
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(uses(sha256))) {
            for (Path run : runs) {
                if (isOlder(run, FORGOTTEN)) {
                    Files.deleteIfExists(run);
                } else {
                    used = true;
                }
            }
        } catch (NoSuchFileException e) {
            return false;
        }
        return used;
    }

    /** The other binaries, least recently used first. */
    private List<Kept> others() throws IOException {
        List<Kept> others = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(base)) {
            for (Path directory : directories) {
                String name = String.valueOf(directory.getFileName());
                if (!name.startsWith(".") && !name.equals(entry.sha256())) {
                    others.add(new Kept(
                            name,
                            bytesIn(directory),
                            Files.getLastModifiedTime(directory).toInstant()));
                }
            }
        }
        others.sort(Comparator.comparing(Kept::lastUsed));
        return others;
    }

    private void removeAbandoned() throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(incoming())) {
            for (Path part : parts) {
                if (!part.equals(partial()) && isOlder(part, ABANDONED)) {
                    try {
                        Files.deleteIfExists(part);
                    } catch (IOException e) {
                        LOGGER.log(Level.WARNING, e, () -> "Cannot remove " + part);
                    }
                }
            }
        }
    }

    private static boolean isOlder(Path file, Duration age) throws IOException {
        try {
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .isBefore(Instant.now().minus(age));
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private static long bytesIn(Path directory) throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                bytes += Files.size(file);
            }
        } catch (NoSuchFileException e) {
            // Removed by another run meanwhile.
            return bytes;
        }
        return bytes;
    }

    private static void removeTree(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return;
        }
        Files.deleteIfExists(directory);
    }

    private record Kept(String sha256, long bytes, Instant lastUsed) {}
}
