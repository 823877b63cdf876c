package io.jenkins.plugins.deploymentledger.audit.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.shadow.ConfigFile;
import io.jenkins.plugins.deploymentledger.audit.shadow.Shadows;
import io.jenkins.plugins.deploymentledger.core.change.Difference;
import io.jenkins.plugins.deploymentledger.core.change.DifferenceJson;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes events of saved files.
 *
 * <p>The saving thread reads the file, for it may be written again at once, and says who it is; the comparison is done on the
 * recorder's thread.
 */
public final class ConfigSaves {

    private static final int MAX_CREATED = 1_000;

    /** The objects whose creation a request has just recorded: saving them again to finish them is no change. Recorder's thread. */
    private static final Map<String, String> CREATED_BY = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX_CREATED;
        }
    };

    private ConfigSaves() {}

    /** Records what the save of a file changed. */
    public static void saved(@NonNull SaveSubject subject, @NonNull File file) {
        Optional<ConfigFile> read = ConfigFile.read(file, subject.target());
        if (read.isPresent()) {
            Origin origin = Origin.now();
            Shadows shadows = Shadows.get();
            AuditTrail.record(subject.updated().type(), () -> events(subject, origin, read.get(), shadows));
        }
    }

    /** Remembers a file whose creation another entry tells. */
    public static void created(@NonNull Event effect, @NonNull Target target, @NonNull File file) {
        Optional<ConfigFile> read = ConfigFile.read(file, target);
        if (read.isPresent()) {
            Shadows shadows = Shadows.get();
            AuditTrail.record(effect.type(), () -> {
                shadows.see(read.get());
                return List.of();
            });
        }
    }

    private static List<AuditEvent> events(SaveSubject subject, Origin origin, ConfigFile file, Shadows shadows) {
        Shadows.Seen seen = shadows.see(file);
        if (seen.isNew()) {
            Event created = subject.created();
            return created == null ? List.of() : List.of(created(created, subject, origin, file, seen));
        }
        String request = origin.details().get(Origin.REQUEST);
        if (request != null && request.equals(CREATED_BY.get(file.key()))) {
            return List.of();
        }
        List<AuditEvent> events = new ArrayList<>();
        for (ChangeParts.Part part : ChangeParts.of(subject, seen)) {
            events.add(event(part.event(), part.target(), origin, file, part.difference()));
        }
        return events;
    }

    private static AuditEvent created(
            Event created, SaveSubject subject, Origin origin, ConfigFile file, Shadows.Seen seen) {
        String request = origin.details().get(Origin.REQUEST);
        if (request != null && created != subject.updated()) {
            CREATED_BY.put(file.key(), request);
        }
        return event(created, subject.target(), origin, file, seen.difference());
    }

    private static AuditEvent event(Event event, Target target, Origin origin, ConfigFile file, Difference difference) {
        return origin.into(AuditEvent.of(event.type()))
                .on(target.kind(), target.id(), target.name())
                .detail("file", file.key())
                .detail("changes", Integer.toString(difference.size()))
                .detail("diff", DifferenceJson.write(difference))
                .build();
    }
}
