package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * A configuration file as it is at one moment, still with its secrets; never leaves memory.
 *
 * @param key its path below the home of Jenkins
 * @param target the object that it configures
 * @param modified the time of its last modification, in milliseconds
 * @param size its length in bytes
 * @param content its content, up to {@link #MAX_BYTES}
 */
public record ConfigFile(
        @NonNull String key,
        @NonNull Target target,
        long modified,
        long size,
        @NonNull byte[] content) {

    /** Of longer files only the beginning is compared. */
    static final int MAX_BYTES = 4 << 20;

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
            byte[] content = in.readNBytes(MAX_BYTES);
            BasicFileAttributes facts = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.of(
                    new ConfigFile(key, target, facts.lastModifiedTime().toMillis(), facts.size(), content));
        } catch (IOException e) {
            // It may be gone again; whatever took it away is an event of its own.
            return Optional.empty();
        }
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
