package io.jenkins.plugins.deploymentledger.core.fleet;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Optional;

/**
 * By what a machine shows that it has a package; everything that is named must be there; immutable.
 *
 * @param software the name in the inventory's list of software, upper and lower case alike, {@code *} for any characters;
 *     empty where the list does not matter
 * @param minimumVersion the oldest version that counts, in the order of {@link SoftwareVersion}; empty for any
 * @param file a file or directory on the machine; empty where none matters
 * @param command a script that ends with exit code 0 on a machine that has the package; empty where none matters
 */
public record Detection(
        @NonNull String software,
        @NonNull String minimumVersion,
        @NonNull String file,
        @NonNull String command) {

    /** Holds that there is something to look for. */
    public Detection {
        if (software.isBlank() && file.isBlank() && command.isBlank()) {
            throw new IllegalArgumentException("Nothing to look for");
        }
    }

    /** What the inventory has to say of the package. */
    public enum Finding {
        /** It is there, and new enough. */
        PRESENT,
        /** It is there, and too old. */
        OUTDATED,
        /** It is not there. */
        MISSING,
        /** It was not seen, and not everything could be read. */
        UNKNOWN
    }

    /** Looks for the software in an inventory. */
    @NonNull
    public Finding in(@NonNull Inventory inventory) {
        if (software.isBlank()) {
            return Finding.PRESENT;
        }
        Optional<String> newest = versionIn(inventory);
        if (newest.filter(this::isNewEnough).isPresent()) {
            return Finding.PRESENT;
        }
        // What could not be read may have it, or have it newer.
        if (!inventory.unread().isEmpty()) {
            return Finding.UNKNOWN;
        }
        return newest.isEmpty() ? Finding.MISSING : Finding.OUTDATED;
    }

    /** The newest version of the software in an inventory; empty where it has none. */
    @NonNull
    public Optional<String> versionIn(@NonNull Inventory inventory) {
        NamePattern pattern = new NamePattern(software);
        return inventory.software().stream()
                .filter(item -> pattern.matches(item.name()))
                .map(Software::version)
                .max(SoftwareVersion.ORDER);
    }

    private boolean isNewEnough(String version) {
        return minimumVersion.isBlank() || SoftwareVersion.isAtLeast(version, minimumVersion);
    }
}
