package io.jenkins.plugins.deploymentledger.audit.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventDescription;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.List;
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

    /**
     * Begins an event of the catalogue on an object of Jenkins, such as a job or a build, which is named as it is called now.
     *
     * @param on an object of an unknown kind is named by its class; null for the controller
     */
    @NonNull
    public static AuditEvent.Builder begin(@NonNull EventDescription event, @CheckForNull Object on) {
        Target target = Targets.of(on);
        return begin(event).on(target.kind(), target.id(), target.name());
    }

    /**
     * Begins an event of which a listener hears as SYSTEM, whoever the code ran as: unless more is known, whoever asked counts
     * as whom it ran as.
     */
    @NonNull
    public static AuditEvent.Builder heardAsSystem(@NonNull EventDescription event) {
        return Origin.heardAsSystem().into(AuditEvent.of(event.type()));
    }

    /** Records an event. */
    public static void record(@NonNull AuditEvent.Builder event) {
        Hook.run("an event", () -> {
            AuditEvent built = event.build();
            Recorder.find().ifPresent(recorder -> recorder.record(built));
        });
    }

    /**
     * Records events whose making takes time, such as a comparison of two configurations.
     *
     * @param effect what the events will be about, whether or not there will be any
     * @param later makes the events on the recorder's thread; nothing of Jenkins may be touched there
     */
    public static void record(@NonNull EventType effect, @NonNull Supplier<List<AuditEvent>> later) {
        Hook.run(effect.name(), () -> Recorder.find().ifPresent(recorder -> recorder.record(effect, later)));
    }
}
