package io.jenkins.plugins.deploymentledger.core.fleet;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Comparator;

/**
 * Names one version of a package, in the order of names and then of {@link SoftwareVersion}s.
 *
 * @param name of the package
 * @param version of it
 */
public record PackageVersion(@NonNull String name, @NonNull String version) implements Comparable<PackageVersion> {

    /** The longest name and the longest version, in characters. */
    public static final int MAX_TEXT = 100;

    private static final String RESERVED = "/\\?#%&<>\";";

    private static final Comparator<PackageVersion> ORDER = Comparator.comparing(PackageVersion::name)
            .thenComparing(PackageVersion::version, SoftwareVersion.ORDER)
            .thenComparing(PackageVersion::version);

    /** Whether both are there, are not too long, and can stand in a URL. */
    public boolean isWellFormed() {
        return isWellFormed(name) && isWellFormed(version);
    }

    private static boolean isWellFormed(String text) {
        return !text.isBlank()
                && text.length() <= MAX_TEXT
                && !text.startsWith(".")
                && text.chars().noneMatch(c -> c < ' ' || RESERVED.indexOf(c) >= 0);
    }

    @Override
    public int compareTo(PackageVersion other) {
        return ORDER.compare(this, other);
    }

    /** The two as people write them. */
    @Override
    public String toString() {
        return name + ' ' + version;
    }
}
