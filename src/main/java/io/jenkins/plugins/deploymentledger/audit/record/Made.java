package io.jenkins.plugins.deploymentledger.audit.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import java.util.List;

/**
 * What the recorder's thread made to be recorded.
 *
 * @param events the events, in their order
 * @param then remembers them as told: is done when they are on their way to the disk, and before anybody is told that they are there
 * @param untold takes care that the next start finds what they tell: is done instead of the former while the trail cannot be written, and after
 *     it where an event was refused later
 */
public record Made(
        @NonNull List<AuditEvent> events,
        @NonNull Runnable then,
        @NonNull Runnable untold) {

    private static final Runnable NOTHING = () -> {};

    /** Copies the list. */
    public Made {
        events = List.copyOf(events);
    }

    /** Events after which nothing is to be done. */
    @NonNull
    public static Made of(@NonNull List<AuditEvent> events) {
        return new Made(events, NOTHING, NOTHING);
    }
}
