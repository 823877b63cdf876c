package io.jenkins.plugins.deploymentledger.audit.catalogue;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import java.util.Collection;

/**
 * Adds event types to the catalogue.
 *
 * <p>A plugin that records entries of its own describes their types here, so that they have a text and can be chosen in
 * filters. A description for a name that the catalogue already has is ignored.
 */
public interface EventProvider extends ExtensionPoint {

    /** The event types to add; always the same. */
    @NonNull
    Collection<? extends EventDescription> getEvents();

    /**
     * What people call a category that this provider adds.
     *
     * @param category the first word of the names of its event types
     * @return its text in the language of the current request; {@code null} if the category is not of this provider
     */
    default String getCategoryName(@NonNull String category) {
        return null;
    }
}
