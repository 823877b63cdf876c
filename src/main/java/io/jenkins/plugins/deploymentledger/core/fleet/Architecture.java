package io.jenkins.plugins.deploymentledger.core.fleet;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The names of processor architectures, which each system calls otherwise. */
public final class Architecture {

    /** The usual name of each that has several. */
    private static final Map<String, String> USUAL = Map.of(
            "amd64", "x86_64",
            "x64", "x86_64",
            "arm64", "aarch64",
            "i386", "x86",
            "i486", "x86",
            "i586", "x86",
            "i686", "x86");

    private Architecture() {}

    /**
     * The one name of an architecture.
     *
     * @param name as a system, a Java runtime or a person writes it
     */
    @NonNull
    public static String normal(@NonNull String name) {
        String written = name.strip().toLowerCase(Locale.ROOT);
        return USUAL.getOrDefault(written, written);
    }

    /**
     * Whether a machine is of one of the architectures that a package is for.
     *
     * @param required empty where any will do
     * @param actual the machine's
     */
    public static boolean suits(@NonNull Set<String> required, @NonNull String actual) {
        return required.isEmpty() || required.stream().map(Architecture::normal).anyMatch(normal(actual)::equals);
    }
}
