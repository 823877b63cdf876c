package io.jenkins.plugins.deploymentledger.audit.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import java.util.List;

/**
 * What the recorder's thread made to be recorded.
 *
 * @param events the events, in their order
 * @param then is done when they are on their way to the disk, and before anybody is told that they are there
 */
public record Made(
        @NonNull List<AuditEvent> events, @NonNull Runnable then) {

    /** Copies the list. */
    public Made {
        events = List.copyOf(events);
    }

    static Made of(List<AuditEvent> events) {
        return new Made(events, () -> {});
    }
}
