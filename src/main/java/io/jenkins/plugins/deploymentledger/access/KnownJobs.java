package io.jenkins.plugins.deploymentledger.access;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/** Tells of which jobs the current user may know. */
public final class KnownJobs {

    private KnownJobs() {}

    /**
     * An item that the current user may read.
     *
     * @param fullName of the item
     * @return null if there is none of that name and type, or the user may not read it
     */
    @CheckForNull
    public static <T extends Item> T find(@NonNull String fullName, @NonNull Class<T> type) {
        try {
            Item item = Jenkins.get().getItemByFullName(fullName);
            return type.isInstance(item) && item.hasPermission(Item.READ) ? type.cast(item) : null;
        } catch (AccessDeniedException e) {
            // Whoever may only discover that there is something is not told what it does.
            return null;
        }
    }

    /** Whether the current user may be told the name of a job; what is gone, or called otherwise now, is for administrators. */
    public static boolean mayBeNamed(@NonNull String fullName) {
        return find(fullName, Item.class) != null || Jenkins.get().hasPermission(Jenkins.ADMINISTER);
    }
}
