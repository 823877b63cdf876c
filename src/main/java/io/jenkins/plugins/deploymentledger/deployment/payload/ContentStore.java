package io.jenkins.plugins.deploymentledger.deployment.payload;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;

/**
 * The binaries on the controller, each under the SHA-256 of its content.
 *
 * <p>A content is written to a temporary file and moved into place, so that what has a name is whole. Safe for use by
 * several threads. Holds at most as many bytes as the system property
 * {@code io.jenkins.plugins.deploymentledger.contentStoreGiB} says (50 GiB by default). When that is reached, what no
 * {@link ContentUser} names and nothing has used for a day makes way; what finds no room even so is refused, unless it is
 * there already.
 */
@Extension
public final class ContentStore {

    private static final Logger LOGGER = Logger.getLogger(ContentStore.class.getName());

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final long GIB = 1L << 30;

    /** What is still coming in has been written to more recently. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    /** The store of this controller. */
    @NonNull
    public static ContentStore get() {
        return ExtensionList.lookupSingleton(ContentStore.class);
    }

    /**
     * Whether a text can be a SHA-256: 64 hexadecimal digits of either case.
     *
     * @param text may be null
     */
    public static boolean isSha256(@CheckForNull String text) {
        return text != null && SHA256.matcher(text.toLowerCase(Locale.ROOT)).matches();
    }

    /**
     * Reads a content to its end and keeps it.
     *
     * @param content is read, not closed
     * @param fileName see {@link StoredBinary#fileName()}
     * @throws IOException if it cannot be read or written, or the store is full
     */
    @NonNull
    public StoredBinary put(@NonNull InputStream content, @NonNull String fileName) throws IOException {
        return put(content, fileName, null);
    }

    /**
     * Reads a content to its end and keeps it, if it is the announced one.
     *
     * @param announced 64 lower-case hexadecimal digits; null if nothing was
     * @throws ContentMismatchException if it is not; nothing of it is kept
     */
    @NonNull
    StoredBinary put(@NonNull InputStream content, @NonNull String fileName, @CheckForNull String announced)
            throws IOException {
        Path directory = directory();
        Files.createDirectories(directory);
        removeAbandoned(directory);
        long limit = SystemProperties.getLong("io.jenkins.plugins.deploymentledger.contentStoreGiB", 50L) * GIB;
        ContentIntake intake = new ContentIntake(new ContentRoom(directory, limit, this));
        Path temporary = Files.createTempFile(directory, "incoming", ".tmp");
        try {
            intake.read(content, temporary);
            String sha256 = intake.sha256();
            if (announced != null && !announced.equals(sha256)) {
                throw new ContentMismatchException(sha256);
            }
            if (!intake.isWhole()) {
                StoredBinary there = find(sha256, fileName);
                if (there == null || there.sizeBytes() != intake.size()) {
                    throw new IOException(Messages.ContentStore_full());
                }
                return there;
            }
            Path file = fileOf(sha256);
            Files.createDirectories(directory.resolve(sha256.substring(0, 2)));
            synchronized (this) {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return new StoredBinary(sha256, safeName(fileName), file, intake.size());
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Finds a content that is to be used: from now on it counts as used a moment ago.
     *
     * @param sha256 64 hexadecimal digits
     * @param fileName see {@link StoredBinary#fileName()}
     * @return null if it is not there
     */
    @CheckForNull
    public StoredBinary find(@NonNull String sha256, @NonNull String fileName) {
        if (!isSha256(sha256)) {
            return null;
        }
        String key = sha256.toLowerCase(Locale.ROOT);
        Path file = fileOf(key);
        synchronized (this) {
            try {
                long size = Files.size(file);
                markUsed(file);
                return new StoredBinary(key, safeName(fileName), file, size);
            } catch (IOException e) {
                return null;
            }
        }
    }

    private static void markUsed(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "It is not kept that " + file + " was used");
        }
    }

    /** A file name without a way out of its directory; {@code package.bin} where nothing is left of it. */
    private static String safeName(String fileName) {
        String last = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        String safe = last.replaceAll("[^A-Za-z0-9._+~@ -]", "_").strip();
        safe = safe.length() > 200 ? safe.substring(safe.length() - 200) : safe;
        return safe.isEmpty() || safe.chars().allMatch(c -> c == '.') ? "package.bin" : safe;
    }

    /** Removes what came in while the controller was killed. */
    private static void removeAbandoned(Path directory) throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> incoming = Files.newDirectoryStream(directory, "incoming*.tmp")) {
            for (Path file : incoming) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException e) {
            // Another thread's, which has just been moved into place.
            return;
        }
    }

    private static Path fileOf(String sha256) {
        return directory().resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static Path directory() {
        return Jenkins.get().getRootDir().toPath().resolve("deployment-ledger").resolve("content");
    }
}
