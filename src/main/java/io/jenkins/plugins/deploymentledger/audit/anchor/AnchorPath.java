package io.jenkins.plugins.deploymentledger.audit.anchor;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import jenkins.model.Jenkins;

/** Where the file of an anchor may stand: anywhere but in Jenkins' home directory, where whoever rewrites the ledger writes too. */
final class AnchorPath {

    private AnchorPath() {}

    /** What is wrong with a path, a sentence; empty if it can be used once its directory is there. */
    @NonNull
    static Optional<String> problem(@NonNull String text) {
        Path path;
        try {
            path = of(text);
        } catch (InvalidPathException e) {
            return Optional.of(Messages.AnchorPath_invalid());
        }
        Path parent = path.getParent();
        if (text.isEmpty() || !Path.of(text).isAbsolute() || parent == null || Files.isDirectory(path)) {
            return Optional.of(Messages.AnchorPath_invalid());
        }
        Path home = Jenkins.get().getRootDir().toPath();
        return real(parent).startsWith(real(home)) ? Optional.of(Messages.AnchorPath_inHome()) : Optional.empty();
    }

    /** The path of a text. */
    @NonNull
    static Path of(@NonNull String text) {
        return Path.of(text).normalize();
    }

    /** A directory without symbolic links, as far as it is there. */
    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            return directory.toAbsolutePath().normalize();
        }
    }
}
