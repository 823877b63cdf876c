package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Makes digests of files that are too long to be compared.
 *
 * <p>For the recorder's thread: whoever saves one may hold a lock, and is not kept waiting for it. So it may have been written again, or
 * be longer than the recorder may keep others waiting; then nothing is known of it but its length and its time.
 */
final class LongFile {

    /** Longer ones are not read. */
    static final long MAX_BYTES = 64L << 20;

    /** Why such a file is not compared, as the end of a sentence. */
    static final String NOT_COMPARED = "is longer than 4 MiB, too large to compare";

    /** The same, of one of which there is not even a digest. */
    static final String NOT_READ = NOT_COMPARED + ", and was not read; whether it changed is unknown";

    private static final int BLOCK = 1 << 16;

    private LongFile() {}

    /**
     * The SHA-256 of a writing of a file.
     *
     * @return empty if it is too long, is not there any more, or cannot be read
     */
    @NonNull
    static Optional<byte[]> digest(@NonNull Path file, @NonNull FileVersion version) {
        if (version.size() > MAX_BYTES) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha256 = DigestUtils.getSha256Digest();
            long left = MAX_BYTES;
            byte[] block = in.readNBytes(BLOCK);
            while (block.length > 0 && left >= 0) {
                sha256.update(block);
                left -= block.length;
                block = in.readNBytes(BLOCK);
            }
            return isStill(file, version) ? Optional.of(sha256.digest()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isStill(Path file, FileVersion version) throws IOException {
        return FileVersion.of(Files.readAttributes(file, BasicFileAttributes.class))
                .equals(version);
    }
}
