package io.jenkins.plugins.deploymentledger.audit.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.record.Made;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.shadow.Shadows;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.List;

/** Records which files of a directory are gone since they were seen, where core tells no listener that it takes them away. */
public final class GoneFiles {

    private GoneFiles() {}

    /**
     * Looks for them, and records for each that what it configured is gone, with what was known of it. Reads nothing on this thread.
     *
     * @param directory below the home of Jenkins
     * @param detail the name of a detail of each entry
     * @param value that detail
     */
    public static void look(
            @NonNull Event effect, @NonNull String directory, @NonNull String detail, @NonNull String value) {
        Origin origin = Origin.now().with(detail, value);
        Shadows shadows = Shadows.get();
        Recorder.find()
                .ifPresent(recorder -> recorder.recordMadePerhaps(() -> made(effect, directory, origin, shadows)));
    }

    private static Made made(Event effect, String directory, Origin origin, Shadows shadows) {
        List<String> gone = shadows.gone(directory);
        List<AuditEvent> events =
                gone.stream().map(key -> event(effect, key, origin, shadows)).toList();
        return new Made(events, () -> gone.forEach(shadows::forget), () -> gone.forEach(shadows::untoldGone));
    }

    private static AuditEvent event(Event effect, String key, Origin origin, Shadows shadows) {
        Target target = shadows.target(key).orElseGet(() -> new Target("file", key, key));
        AuditEvent.Builder entry =
                origin.into(AuditEvent.of(effect.type())).on(target.kind(), target.id(), target.name());
        shadows.departed(key).ifPresent(held -> SaveEvents.tell(entry, key, held));
        return entry.build();
    }
}
