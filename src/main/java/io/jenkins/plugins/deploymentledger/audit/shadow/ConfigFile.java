package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A configuration file as it is at one moment, still with its secrets; never leaves memory.
 *
 * @param key its path below the home of Jenkins
 * @param target the object that it configures
 * @param modified the time of its last modification, in milliseconds
 * @param size its length in bytes
 * @param content its content; empty if it is longer than {@link #MAX_BYTES}
 * @param digest the SHA-256 of the content of a longer one; null for any other
 */
public record ConfigFile(
        @NonNull String key,
        @NonNull Target target,
        long modified,
        long size,
        @NonNull byte[] content,
        @CheckForNull byte[] digest) {

    /** Longer files are compared by their length and fingerprint alone. */
    static final int MAX_BYTES = 4 << 20;

    /** Why such a file is not compared, as the end of a sentence. */
    static final String TOO_LONG = "is longer than 4 MiB, too large to compare";

    private static final int BLOCK = 1 << 16;

    /**
     * Reads a file now. A listener calls this while the file still is in memory, since the next save may follow at once.
     *
     * @return empty if the file is not below the home of Jenkins, or not there
     */
    @NonNull
    public static Optional<ConfigFile> read(@NonNull File file, @NonNull Target target) {
        return key(file).flatMap(key -> read(key, file.toPath(), target));
    }

    private static Optional<ConfigFile> read(String key, Path path, Target target) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] beginning = in.readNBytes(MAX_BYTES);
            byte[] block = in.readNBytes(BLOCK);
            boolean whole = block.length == 0;
            byte[] digest = whole ? null : digest(beginning, block, in);
            BasicFileAttributes facts = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.of(new ConfigFile(
                    key,
                    target,
                    facts.lastModifiedTime().toMillis(),
                    facts.size(),
                    whole ? beginning : new byte[0],
                    digest));
        } catch (IOException e) {
            // It may be gone again; whatever took it away is an event of its own.
            return Optional.empty();
        }
    }

    private static byte[] digest(byte[] beginning, byte[] next, InputStream rest) throws IOException {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        sha256.update(beginning);
        byte[] block = next;
        while (block.length > 0) {
            sha256.update(block);
            block = rest.readNBytes(BLOCK);
        }
        return sha256.digest();
    }

    /** The path of a file below the home of Jenkins, with slashes; empty if it is elsewhere. */
    @NonNull
    public static Optional<String> key(@NonNull File file) {
        Path home = Jenkins.get().getRootDir().toPath().toAbsolutePath().normalize();
        Path path = file.toPath().toAbsolutePath().normalize();
        return path.startsWith(home) && !path.equals(home)
                ? Optional.of(home.relativize(path).toString().replace('\\', '/'))
                : Optional.empty();
    }
}
