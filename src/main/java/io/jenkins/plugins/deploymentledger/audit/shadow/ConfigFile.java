package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * A configuration file as it is at one moment, still with its secrets; never leaves memory.
 *
 * @param key its path below the home of Jenkins
 * @param target the object that it configures
 * @param version which writing of the file it is
 * @param isWhole whether its content was read
 * @param content its content; empty if it is longer than {@link #MAX_BYTES}
 */
public record ConfigFile(
        @NonNull String key,
        @NonNull Target target,
        @NonNull FileVersion version,
        boolean isWhole,
        @NonNull byte[] content) {

    /** Longer files are not compared, and not read by whoever saves them. */
    static final int MAX_BYTES = 4 << 20;

    private static final Logger LOGGER = Logger.getLogger(ConfigFile.class.getName());
    private static final byte[] UNREAD = {};
    private static final int MAX_READS = 3;

    /** Begins a part of a path that may lead elsewhere. */
    private static final String HIDDEN = File.separator + ".";

    /**
     * Reads a file now. A listener calls this while the file still is in memory, since the next save may follow at once; it may hold the
     * lock of what it saves. So no more is read than three times {@link #MAX_BYTES}, and of a longer file nothing.
     *
     * @return empty if the file is not below the home of Jenkins, or not there: it may be gone again, and whatever took it away is an
     *     event of its own
     * @throws IOException if it is there and cannot be read
     */
    @NonNull
    public static Optional<ConfigFile> saved(@NonNull File file, @NonNull Target target) throws IOException {
        Optional<String> key = key(file);
        try {
            return key.isEmpty() ? Optional.empty() : Optional.of(read(key.get(), file.toPath(), target));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The same, where nobody has just saved it; empty, too, if it cannot be read. */
    @NonNull
    public static Optional<ConfigFile> read(@NonNull File file, @NonNull Target target) {
        try {
            return saved(file, target);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Failed to read " + Shown.plain(file.getPath()));
            return Optional.empty();
        }
    }

    /** What an object would write that has not been saved yet. */
    @NonNull
    public static ConfigFile unsaved(@NonNull String key, @NonNull Target target, @NonNull byte[] content) {
        return new ConfigFile(key, target, FileVersion.nowhere(content.length), true, content);
    }

    private static ConfigFile read(String key, Path path, Target target) throws IOException {
        FileVersion before = version(path);
        for (int i = 1; i < MAX_READS; i++) {
            ConfigFile read = read(key, path, target, before);
            FileVersion now = version(path);
            if (now.equals(before)) {
                return read;
            }
            // Somebody wrote it meanwhile, so nobody knows which of the two this is.
            before = now;
        }
        ConfigFile read = read(key, path, target, before);
        return new ConfigFile(key, target, FileVersion.nowhere(read.version().size()), read.isWhole(), read.content());
    }

    private static FileVersion version(Path path) throws IOException {
        return FileVersion.of(Files.readAttributes(path, BasicFileAttributes.class));
    }

    private static ConfigFile read(String key, Path path, Target target, FileVersion version) throws IOException {
        if (version.size() > MAX_BYTES) {
            return new ConfigFile(key, target, version, false, UNREAD);
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            boolean whole = content.length <= MAX_BYTES;
            return new ConfigFile(key, target, version, whole, whole ? content : UNREAD);
        }
    }

    /** The same file, of an object that is called otherwise. */
    @NonNull
    public ConfigFile configuring(@NonNull Target other) {
        return new ConfigFile(key, other, version, isWhole, content);
    }

    /** The same file as it was for a moment, or never, with another content. */
    @NonNull
    ConfigFile holding(@NonNull byte[] other) {
        return unsaved(key, target, other);
    }

    /** The path of a file below the home of Jenkins, with slashes; empty if it is elsewhere. */
    @NonNull
    public static Optional<String> key(@NonNull File file) {
        String usual = file.getPath();
        String root = Jenkins.get().getRootDir().getPath() + File.separator;
        // As it nearly always is, and asked several times for each save.
        if (usual.startsWith(root) && usual.length() > root.length() && usual.indexOf(HIDDEN, root.length() - 1) < 0) {
            return Optional.of(usual.substring(root.length()).replace('\\', '/'));
        }
        Path home = Jenkins.get().getRootDir().toPath().toAbsolutePath().normalize();
        Path path = file.toPath().toAbsolutePath().normalize();
        return path.startsWith(home) && !path.equals(home)
                ? Optional.of(home.relativize(path).toString().replace('\\', '/'))
                : Optional.empty();
    }
}
