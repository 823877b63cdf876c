package io.jenkins.plugins.deploymentledger.audit.catalogue;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;

/** What the catalogue says of one event type. */
public interface EventDescription {

    /** The type that stands in the entries; its first word is the category. */
    @NonNull
    EventType type();

    /**
     * Whether such events are always recorded. An administrator can switch off the others alone, since a trail in which one
     * could switch off what administrators do would prove nothing.
     */
    boolean isAdministrative();

    /** What people call it, in the language of the current request. */
    @NonNull
    String getDisplayName();
}
