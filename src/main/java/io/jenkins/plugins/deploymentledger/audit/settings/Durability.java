package io.jenkins.plugins.deploymentledger.audit.settings;

import edu.umd.cs.findbugs.annotations.NonNull;
import org.jvnet.localizer.ResourceBundleHolder;

/** What an action waits for, and what becomes of it while the ledger cannot be written. */
public enum Durability {
    /** An action does not wait for its entries. */
    ASYNC,
    /** A request answers when its entries are on disk, but waits for that no longer than a bound. */
    DURABLE,
    /** The same, and requests that change something are refused while the ledger cannot be written. */
    STRICT;

    /** Whether requests wait for their entries. */
    public boolean waits() {
        return this != ASYNC;
    }

    /** What people call it. */
    @NonNull
    public String getDisplayName() {
        return ResourceBundleHolder.get(Messages.class).format("Durability." + name());
    }
}
