package io.jenkins.plugins.deploymentledger.audit.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventDescription;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Records entries; also for other plugins.
 *
 * <pre>
 * AuditTrail.record(AuditTrail.begin(EventType.of("backup.restored")).on("backup", id, name));
 * </pre>
 *
 * <p>May be called from any thread and under any lock: nothing here throws, waits or touches the disk. The request that is
 * being served, if any, answers when its entries are on disk. Describe the type of the event in an
 * {@link io.jenkins.plugins.deploymentledger.audit.catalogue.EventProvider}.
 */
public final class AuditTrail {

    private AuditTrail() {}

    /** Begins an event with who, from where and when, as the current thread tells. */
    @NonNull
    public static AuditEvent.Builder begin(@NonNull EventType type) {
        return Origin.now().into(AuditEvent.of(type));
    }

    /** Begins an event of the catalogue with who, from where and when, as the current thread tells. */
    @NonNull
    public static AuditEvent.Builder begin(@NonNull EventDescription event) {
        return begin(event.type());
    }

    /** Records an event. */
    public static void record(@NonNull AuditEvent.Builder event) {
        Hook.run("an event", () -> {
            AuditEvent built = event.build();
            Recorder.find().ifPresent(recorder -> recorder.record(built));
        });
    }

    /**
     * Records an event whose making takes time, such as a comparison of two configurations.
     *
     * @param effect what the event will be about, whether or not there will be one
     * @param later makes the event on the recorder's thread; nothing of Jenkins may be touched there
     */
    public static void record(@NonNull EventType effect, @NonNull Supplier<Optional<AuditEvent>> later) {
        Hook.run(effect.name(), () -> Recorder.find().ifPresent(recorder -> recorder.record(effect, later)));
    }
}
