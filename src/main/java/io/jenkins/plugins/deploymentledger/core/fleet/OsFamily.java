package io.jenkins.plugins.deploymentledger.core.fleet;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;

/** The operating systems for which a package can carry an install command of its own. */
public enum OsFamily {
    /** Any Linux distribution. */
    LINUX,
    /** macOS. */
    MACOS,
    /** Microsoft Windows. */
    WINDOWS,
    /** Anything else, such as a BSD. */
    OTHER;

    /**
     * The family of the system that a Java runtime calls by this name.
     *
     * @param osName the value of the system property {@code os.name}; null counts as {@link #OTHER}
     */
    @NonNull
    public static OsFamily of(@CheckForNull String osName) {
        String name = osName == null ? "" : osName.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return WINDOWS;
        }
        if (name.startsWith("mac") || name.startsWith("darwin")) {
            return MACOS;
        }
        return name.startsWith("linux") ? LINUX : OTHER;
    }
}
