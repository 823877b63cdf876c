package io.jenkins.plugins.deploymentledger.audit.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Node;
import hudson.model.Saveable;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.flood.FloodKind;
import io.jenkins.plugins.deploymentledger.audit.flood.Floods;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.record.Made;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.audit.shadow.ConfigFile;
import io.jenkins.plugins.deploymentledger.audit.shadow.Meanwhile;
import io.jenkins.plugins.deploymentledger.audit.shadow.SavedFile;
import io.jenkins.plugins.deploymentledger.audit.shadow.Shadows;
import io.jenkins.plugins.deploymentledger.core.change.Difference;
import io.jenkins.plugins.deploymentledger.core.change.DifferenceJson;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** Records what the save of an object's file changed. */
    public static void saved(@NonNull Saveable object, @NonNull File file) {
        boolean switched = object instanceof Node && OfflineSwitch.isUnderWay();
        SaveSubject.of(object).ifPresent(subject -> saved(subject, file, SentConfiguration.of(object), switched));
    }

    private static void saved(SaveSubject subject, File file, Optional<String> sent, boolean switched) {
        Optional<ConfigFile> read = ConfigFile.read(file, subject.target());
        if (read.isPresent()) {
            Origin origin = Origin.now();
            SavedFile saved = sent.map(text -> SavedFile.of(read.get(), by(origin), text))
                    .orElseGet(() -> SavedFile.of(read.get(), by(origin)));
            RequestScope scope = RequestScope.current();
            Shadows shadows = Shadows.get();
            Recorder.find()
                    .ifPresent(recorder -> recorder.recordMade(subject.updated().type(), () -> {
                        Shadows.Look look = shadows.look(saved);
                        List<AuditEvent> events = events(subject, origin, read.get(), look.seen());
                        List<AuditEvent> admitted = events.stream()
                                .filter(event -> !isTold(event, scope, switched) && admits(event))
                                .toList();
                        if (scope != null && admitted.size() < events.size()) {
                            scope.madeEntry();
                        }
                        return new Made(admitted, look.remember());
                    }));
        }
    }

    /** Tells those who save apart; one request or thread saves an object as often as it likes. */
    private static String by(Origin origin) {
        String request = origin.details().get(Origin.REQUEST);
        return request != null ? request : Thread.currentThread().getName();
    }

    /**
     * Records that an object was created, with all that its file holds, and remembers the file.
     *
     * @param entry says all but that
     */
    public static void created(
            @NonNull Event effect, @NonNull Target target, @NonNull File file, @NonNull AuditEvent.Builder entry) {
        Optional<ConfigFile> read = ConfigFile.read(file, target);
        if (read.isEmpty()) {
            AuditTrail.record(entry);
            return;
        }
        Origin origin = Origin.now();
        SaveSubject subject = new SaveSubject(effect, null, target);
        Shadows shadows = Shadows.get();
        AuditTrail.record(effect.type(), () -> {
            List<AuditEvent> brought = new ArrayList<>();
            // That it is there is told even if what is in it cannot be.
            Hook.run("what a new object holds", () -> {
                Shadows.Seen seen = shadows.see(read.get());
                tell(entry, read.get().key(), shadows.arrived(seen));
                if (seen.isNew()) {
                    brought.addAll(events(ChangeParts.born(subject, seen), origin, read.get()));
                }
            });
            return Stream.concat(Stream.of(entry.build()), brought.stream()).toList();
        });
    }

    /**
     * Records that an object was deleted, with all that was known of its file, and forgets all below its directory.
     *
     * @param entry says all but that
     */
    public static void deleted(@NonNull Event effect, @NonNull File file, @NonNull AuditEvent.Builder entry) {
        Optional<String> key = ConfigFile.key(file);
        if (key.isEmpty()) {
            AuditTrail.record(entry);
            return;
        }
        Shadows shadows = Shadows.get();
        AuditTrail.record(effect.type(), () -> {
            Hook.run("what a deleted object held", () -> shadows.departed(key.get())
                    .ifPresent(difference -> tell(entry, key.get(), difference)));
            return List.of(entry.build());
        });
        ConfigFile.key(file.getParentFile())
                .ifPresent(directory -> AuditTrail.record(effect.type(), () -> {
                    shadows.forget(directory);
                    return List.of();
                }));
    }

    /** Records that what a file configured is gone, if the file was seen and is not there any more: of some, core tells no listener. */
    public static void removed(@NonNull Event effect, @NonNull Target target, @NonNull File file) {
        Origin origin = Origin.now();
        Shadows shadows = Shadows.get();
        ConfigFile.key(file)
                .ifPresent(key -> AuditTrail.record(effect.type(), () -> {
                    if (file.exists()) {
                        return List.of();
                    }
                    Optional<Difference> held = shadows.departed(key);
                    held.ifPresent(any -> shadows.forget(key));
                    return held.stream()
                            .map(difference ->
                                    event(new ChangeParts.Part(effect, target, difference, Map.of()), origin, key))
                            .toList();
                }));
    }

    private static List<AuditEvent> events(SaveSubject subject, Origin origin, ConfigFile file, Shadows.Seen seen) {
        if (seen.lost()) {
            // Nobody knows what this changed; that it is unchanged would be the one thing that nobody may say.
            return List.of(event(
                    new ChangeParts.Part(
                            subject.updated(), subject.target(), seen.difference(), Map.of("before", "unknown")),
                    origin,
                    file.key()));
        }
        if (seen.isNew()) {
            Event created = subject.created();
            if (created == null) {
                return events(ChangeParts.born(subject, seen), origin, file);
            }
            // The first credentials, groups or teams are what makes the file.
            List<ChangeParts.Part> objects =
                    created == subject.updated() ? ChangeParts.objects(subject, seen) : List.of();
            return objects.isEmpty()
                    ? List.of(created(created, subject, origin, file, seen))
                    : events(objects, origin, file);
        }
        String request = origin.details().get(Origin.REQUEST);
        if (request != null && request.equals(CREATED_BY.get(file.key()))) {
            return List.of();
        }
        return events(parts(subject, seen), origin, file);
    }

    private static List<ChangeParts.Part> parts(SaveSubject subject, Shadows.Seen seen) {
        List<ChangeParts.Part> parts = ChangeParts.of(subject, seen);
        Meanwhile meanwhile = seen.meanwhile();
        if (meanwhile == Meanwhile.NOTHING) {
            return parts;
        }
        // Of whom it is not known what they wrote, at least that they saved.
        List<ChangeParts.Part> told = parts.isEmpty() && meanwhile == Meanwhile.SAVED_TOO
                ? List.of(new ChangeParts.Part(subject.updated(), subject.target(), seen.difference(), Map.of()))
                : parts;
        return told.stream()
                .map(part -> part.with("meanwhile", meanwhile.told()))
                .toList();
    }

    private static List<AuditEvent> events(List<ChangeParts.Part> parts, Origin origin, ConfigFile file) {
        return parts.stream().map(part -> event(part, origin, file.key())).toList();
    }

    /** Whether a listener has told of it: of nodes that are taken offline and brought back, unless by their file. */
    private static boolean isTold(AuditEvent event, @CheckForNull RequestScope scope, boolean switched) {
        List<EventType> offline = List.of(Event.NODE_OFFLINE.type(), Event.NODE_ONLINE.type());
        return offline.contains(event.event()) && (switched || scope == null || scope.sawAny(offline));
    }

    /** Whether an event is recorded by itself; if not, it is counted. */
    private static boolean admits(AuditEvent event) {
        return !event.event().equals(Event.NODE_LABEL_UPDATED.type())
                || Floods.admits(FloodKind.LABEL, event.target().id(), () -> event);
    }

    private static AuditEvent created(
            Event created, SaveSubject subject, Origin origin, ConfigFile file, Shadows.Seen seen) {
        String request = origin.details().get(Origin.REQUEST);
        if (request != null && created != subject.updated()) {
            CREATED_BY.put(file.key(), request);
        }
        return event(new ChangeParts.Part(created, subject.target(), seen.difference(), Map.of()), origin, file.key());
    }

    private static AuditEvent event(ChangeParts.Part part, Origin origin, String file) {
        Target target = part.target();
        AuditEvent.Builder event = origin.into(AuditEvent.of(part.event().type()))
                .on(target.kind(), target.id(), target.name())
                .details(part.facts());
        return tell(event, file, part.difference()).build();
    }

    private static AuditEvent.Builder tell(AuditEvent.Builder event, String file, Difference difference) {
        return event.detail("file", file)
                .detail("changes", Integer.toString(difference.size()))
                .detail("diff", DifferenceJson.write(difference));
    }
}
