package io.jenkins.plugins.deploymentledger.audit.sink;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventDescription;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import org.jvnet.localizer.ResourceBundleHolder;

/** What the trail records about its receivers. */
public enum SinkEvent implements EventDescription {
    /** A receiver does not take the trail. */
    SINK_FAILED("audit.sink.failed"),
    /** A receiver takes the trail again. */
    SINK_RECOVERED("audit.sink.recovered"),
    /** Checkpoints that had been written to an outside anchor are not there any more. */
    ANCHOR_LOST("audit.anchor.lost");

    private final EventType type;

    SinkEvent(String name) {
        this.type = EventType.of(name);
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
