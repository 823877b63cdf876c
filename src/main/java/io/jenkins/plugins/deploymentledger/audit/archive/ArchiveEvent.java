package io.jenkins.plugins.deploymentledger.audit.archive;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventDescription;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.imported.ImportedEvents;
import org.jvnet.localizer.ResourceBundleHolder;

/** That a log was imported, and what stands in such logs. */
public enum ArchiveEvent implements EventDescription {
    /** A log of before was imported. */
    AUDIT_IMPORTED(EventType.of("audit.imported")),
    /** A request in an imported log. */
    REQUEST(ImportedEvents.REQUEST),
    /** The start of a build in an imported log. */
    BUILD_STARTED(ImportedEvents.BUILD_STARTED),
    /** The end of a build in an imported log. */
    BUILD_FINISHED(ImportedEvents.BUILD_FINISHED),
    /** The use of a credential in an imported log. */
    CREDENTIAL_USED(ImportedEvents.CREDENTIAL_USED),
    /** A script in an imported log. */
    SCRIPT(ImportedEvents.SCRIPT),
    /** Anything else in an imported log. */
    OTHER(ImportedEvents.OTHER);

    private final EventType type;

    ArchiveEvent(EventType type) {
        this.type = type;
    }

    @Override
    @NonNull
    public EventType type() {
        return type;
    }

    @Override
    public boolean isAdministrative() {
        return true;
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return ResourceBundleHolder.get(Messages.class).format("event." + type.name());
    }
}
