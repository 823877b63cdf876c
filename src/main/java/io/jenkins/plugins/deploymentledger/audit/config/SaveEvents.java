package io.jenkins.plugins.deploymentledger.audit.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.shadow.Meanwhile;
import io.jenkins.plugins.deploymentledger.audit.shadow.Shadows;
import io.jenkins.plugins.deploymentledger.core.change.Difference;
import io.jenkins.plugins.deploymentledger.core.change.DifferenceJson;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.List;
import java.util.Map;

/** Says which events the save of an object's file stands for. On the recorder's thread. */
final class SaveEvents {

    private final SaveSubject subject;
    private final Origin origin;
    private final String file;

    /**
     * @param subject what was saved
     * @param origin who saved it
     * @param file its path below the home of Jenkins
     */
    SaveEvents(@NonNull SaveSubject subject, @NonNull Origin origin, @NonNull String file) {
        this.subject = subject;
        this.origin = origin;
        this.file = file;
    }

    /** What came of looking at it. */
    @NonNull
    List<AuditEvent> of(@NonNull Shadows.Seen seen) {
        if (seen.lost()) {
            // Nobody knows what this changed; that it is unchanged would be the one thing that nobody may say.
            return List.of(event(updated(seen.difference()).with("before", "unknown")));
        }
        if (seen.isNew()) {
            return ofNew(seen);
        }
        return events(parts(seen));
    }

    /** What a new object brought along of which another entry tells. */
    @NonNull
    List<AuditEvent> born(@NonNull Shadows.Seen seen) {
        return events(ChangeParts.born(subject, seen));
    }

    /** That it was saved, where what was saved could not be read. */
    @NonNull
    AuditEvent unread() {
        return event(updated(Difference.NONE).with("after", "unknown"));
    }

    private List<AuditEvent> ofNew(Shadows.Seen seen) {
        Event created = subject.created();
        if (created == null) {
            return born(seen);
        }
        // The first credentials, groups or teams are what makes the file.
        List<ChangeParts.Part> objects = created == subject.updated() ? ChangeParts.objects(subject, seen) : List.of();
        return objects.isEmpty()
                ? List.of(event(new ChangeParts.Part(created, subject.target(), seen.difference(), Map.of())))
                : events(objects);
    }

    private List<ChangeParts.Part> parts(Shadows.Seen seen) {
        List<ChangeParts.Part> parts = ChangeParts.of(subject, seen);
        Meanwhile meanwhile = seen.meanwhile();
        if (meanwhile == Meanwhile.NOTHING) {
            return parts;
        }
        // Of whom it is not known what they wrote, at least that they saved.
        List<ChangeParts.Part> told =
                parts.isEmpty() && meanwhile == Meanwhile.SAVED_TOO ? List.of(updated(seen.difference())) : parts;
        return told.stream()
                .map(part -> part.with("meanwhile", meanwhile.told()))
                .toList();
    }

    private ChangeParts.Part updated(Difference difference) {
        return new ChangeParts.Part(subject.updated(), subject.target(), difference, Map.of());
    }

    private List<AuditEvent> events(List<ChangeParts.Part> parts) {
        return parts.stream().map(this::event).toList();
    }

    private AuditEvent event(ChangeParts.Part part) {
        Target target = part.target();
        AuditEvent.Builder event = origin.into(AuditEvent.of(part.event().type()))
                .on(target.kind(), target.id(), target.name())
                .details(part.facts());
        return tell(event, file, part.difference()).build();
    }

    /** Writes into an event what is told of a file. */
    @NonNull
    static AuditEvent.Builder tell(
            @NonNull AuditEvent.Builder event, @NonNull String file, @NonNull Difference difference) {
        return event.detail("file", file)
                .detail("changes", Integer.toString(difference.size()))
                .detail("diff", DifferenceJson.write(difference));
    }
}
