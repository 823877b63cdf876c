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
 * @param version which writing of the file it is
 * @param content its content; empty if it is longer than {@link #MAX_BYTES}
 * @param digest the SHA-256 of the content of a longer one; null for any other
 */
public record ConfigFile(
        @NonNull String key,
        @NonNull Target target,
        @NonNull FileVersion version,
        @NonNull byte[] content,
        @CheckForNull byte[] digest) {

    /** Longer files are compared by their length and fingerprint alone. */
    static final int MAX_BYTES = 4 << 20;

    /** Why such a file is not compared, as the end of a sentence. */
    static final String TOO_LONG = "is longer than 4 MiB, too large to compare";

    private static final int BLOCK = 1 << 16;
    private static final int MAX_READS = 3;

    /**
     * Reads a file now. A listener calls this while the file still is in memory, since the next save may follow at once.
     *
     * @return empty if the file is not below the home of Jenkins, or not there
     */
    @NonNull
    public static Optional<ConfigFile> read(@NonNull File file, @NonNull Target target) {
        return key(file).flatMap(key -> read(key, file.toPath(), target));
    }

    /** What an object would write that has not been saved yet. */
    @NonNull
    public static ConfigFile unsaved(@NonNull String key, @NonNull Target target, @NonNull byte[] content) {
        return new ConfigFile(key, target, FileVersion.nowhere(content.length), content, null);
    }

    private static Optional<ConfigFile> read(String key, Path path, Target target) {
        try {
            FileVersion before = version(path);
            for (int i = 1; i < MAX_READS; i++) {
                ConfigFile read = read(key, path, target, before);
                FileVersion now = version(path);
                if (now.equals(before)) {
                    return Optional.of(read);
                }
                // Somebody wrote it meanwhile, so nobody knows which of the two this is.
                before = now;
            }
            ConfigFile read = read(key, path, target, before);
            return Optional.of(new ConfigFile(
                    key, target, FileVersion.nowhere(read.version().size()), read.content(), read.digest()));
        } catch (IOException e) {
            // It may be gone again; whatever took it away is an event of its own.
            return Optional.empty();
        }
    }

    private static FileVersion version(Path path) throws IOException {
        return FileVersion.of(Files.readAttributes(path, BasicFileAttributes.class));
    }

    private static ConfigFile read(String key, Path path, Target target, FileVersion version) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] beginning = in.readNBytes(MAX_BYTES);
            byte[] block = in.readNBytes(BLOCK);
            boolean whole = block.length == 0;
            byte[] digest = whole ? null : digest(beginning, block, in);
            return new ConfigFile(key, target, version, whole ? beginning : new byte[0], digest);
        }
    }

    /** What stands for its content: that itself, or a digest of it. */
    @NonNull
    byte[] identity() {
        return digest == null ? content : digest;
    }

    /** Whether its content is known, rather than a fingerprint of it. */
    boolean isWhole() {
        return digest == null;
    }

    /** The same file, of an object that is called otherwise. */
    @NonNull
    public ConfigFile configuring(@NonNull Target other) {
        return new ConfigFile(key, other, version, content, digest);
    }

    /** The same file as it was for a moment, or never, with another content. */
    @NonNull
    ConfigFile holding(@NonNull byte[] other) {
        return unsaved(key, target, other);
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
