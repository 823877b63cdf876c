package io.jenkins.plugins.deploymentledger.core.fleet;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;

/**
 * What an inventory must show, so that its machine counts; immutable.
 *
 * @param software a name as in {@link Detection}; empty where software does not matter
 * @param minimumVersion the oldest version that counts; empty for any
 * @param absent whether the machine counts if it has <em>not</em> such software, rather than if it has
 * @param os a part of the operating system's name or version, such as {@code debian} or {@code Windows 11}, in whatever case; empty
 *     for any
 */
public record InventoryCondition(
        @NonNull String software,
        @NonNull String minimumVersion,
        boolean absent,
        @NonNull String os) {

    /** Whether nothing is named, so that every machine would count. */
    public boolean isEmpty() {
        return software.isBlank() && os.isBlank();
    }

    /** Whether an inventory shows it. */
    public boolean holds(@NonNull Inventory inventory) {
        return hasSystem(inventory) && (software.isBlank() || isAsAsked(inventory));
    }

    private boolean hasSystem(Inventory inventory) {
        String system = (inventory.os() + " " + inventory.osVersion()).toLowerCase(Locale.ROOT);
        return system.contains(os.strip().toLowerCase(Locale.ROOT));
    }

    /** What is not known counts neither as there nor as absent. */
    private boolean isAsAsked(Inventory inventory) {
        Detection.Finding finding = new Detection(software, minimumVersion, "", "").in(inventory);
        return finding != Detection.Finding.UNKNOWN && finding == Detection.Finding.PRESENT != absent;
    }
}
