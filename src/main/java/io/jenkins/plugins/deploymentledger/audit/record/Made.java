package io.jenkins.plugins.deploymentledger.audit.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the recorder's thread made to be recorded.
 *
 * <p>What is to be remembered as told is remembered when it is on disk, and not before: so a crash has it told twice rather than never.
 *
 * @param events the events, in their order
 * @param then is asked when they are on their way to the disk: prepares meanwhile what is left to be done
 */
public record Made(
        @NonNull List<AuditEvent> events, @NonNull Supplier<Aftermath> then) {

    /** Copies the list. */
    public Made {
        events = List.copyOf(events);
    }

    /** Events after which nothing is to be done. */
    @NonNull
    public static Made of(@NonNull List<AuditEvent> events) {
        return new Made(events, () -> Aftermath.NONE);
    }

    /** Events after which something is to be done if they are on disk. */
    @NonNull
    public static Made of(@NonNull List<AuditEvent> events, @NonNull Runnable recorded) {
        return new Made(events, () -> new Aftermath(recorded, () -> {}));
    }
}
