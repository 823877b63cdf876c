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
import io.jenkins.plugins.deploymentledger.audit.shadow.Look;
import io.jenkins.plugins.deploymentledger.audit.shadow.SavedFile;
import io.jenkins.plugins.deploymentledger.audit.shadow.Shadows;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Makes events of saved files.
 *
 * <p>The saving thread reads the file, for it may be written again at once, and says who it is; the comparison is done on the
 * recorder's thread. Listeners that are not told of a save read nothing: they may be called under the queue's lock.
 */
public final class ConfigSaves {

    private static final Logger LOGGER = Logger.getLogger(ConfigSaves.class.getName());
    private static final List<EventType> OFFLINE = List.of(Event.NODE_OFFLINE.type(), Event.NODE_ONLINE.type());

    private ConfigSaves() {}

    /** Records what the save of an object's file changed. */
    public static void saved(@NonNull Saveable object, @NonNull File file) {
        boolean switched = object instanceof Node && OfflineSwitch.isUnderWay();
        SaveSubject.of(object).ifPresent(subject -> saved(subject, file, SentConfiguration.of(object), switched));
    }

    private static void saved(SaveSubject subject, File file, Optional<String> sent, boolean switched) {
        try {
            ConfigFile.saved(file, subject.target()).ifPresent(read -> saved(subject, read, sent, switched));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "What was saved cannot be read: " + Shown.plain(file.getPath()));
            ConfigFile.key(file).ifPresent(key -> unread(subject, key));
        }
    }

    private static void saved(SaveSubject subject, ConfigFile read, Optional<String> sent, boolean switched) {
        Origin origin = Origin.now();
        SavedFile saved =
                sent.map(text -> SavedFile.of(read, by(origin), text)).orElseGet(() -> SavedFile.of(read, by(origin)));
        Shadows shadows = Shadows.get();
        record(subject, switched, () -> {
            Look look = shadows.look(saved);
            return made(new SaveEvents(subject, origin, read.key()).of(look.seen()), look);
        });
    }

    /** Records what changed in an object's file since it was seen last: some are saved without a listener being told. */
    public static void looked(@NonNull Saveable object, @NonNull File file) throws IOException {
        Optional<SaveSubject> subject = SaveSubject.of(object);
        Optional<ConfigFile> read =
                subject.isPresent() ? ConfigFile.saved(file, subject.get().target()) : Optional.empty();
        if (read.isPresent()) {
            Origin origin = Origin.now();
            Shadows shadows = Shadows.get();
            SaveEvents events = new SaveEvents(subject.get(), origin, read.get().key());
            record(subject.get(), false, () -> {
                Look look = shadows.look(read.get());
                return made(events.of(look.seen()), look);
            });
        }
    }

    private static void unread(SaveSubject subject, String key) {
        Origin origin = Origin.now();
        Shadows shadows = Shadows.get();
        record(subject, false, () -> {
            shadows.missed(key);
            return Made.of(List.of(new SaveEvents(subject, origin, key).unread()));
        });
    }

    private static Made made(List<AuditEvent> events, Look look) {
        return new Made(events, look.remember(), look.untold());
    }

    /** Records that an object got another directory, and what changed on the way in the file that was just saved there. */
    public static void moved(@NonNull Saveable object, @NonNull String from, @NonNull String to, @NonNull String name) {
        Origin origin = Origin.now();
        Shadows shadows = Shadows.get();
        SaveSubject.of(object)
                .ifPresent(subject -> record(
                        subject,
                        false,
                        () -> Made.of(shadows.follow(from, to, name).stream()
                                .flatMap(seen -> new SaveEvents(subject, origin, to + "/" + name).of(seen).stream())
                                .toList())));
    }

    /** @param switched whether a listener tells, if it changed that a node is offline */
    private static void record(SaveSubject subject, boolean switched, Supplier<Made> later) {
        RequestScope scope = RequestScope.current();
        Recorder.find()
                .ifPresent(recorder -> recorder.recordMade(subject.updated().type(), () -> {
                    Made made = later.get();
                    List<AuditEvent> admitted = made.events().stream()
                            .filter(event -> !(switched && OFFLINE.contains(event.event())) && admits(event))
                            .toList();
                    if (scope != null && admitted.size() < made.events().size()) {
                        scope.madeEntry();
                    }
                    return new Made(admitted, made.then(), made.untold());
                }));
    }

    /** Tells those who save apart; one request or thread saves an object as often as it likes. */
    private static String by(Origin origin) {
        String request = origin.details().get(Origin.REQUEST);
        return request != null ? request : Thread.currentThread().getName();
    }

    /** Whether an event is recorded by itself; if not, it is counted, with those of the same label by the same. */
    private static boolean admits(AuditEvent event) {
        return !event.event().equals(Event.NODE_LABEL_UPDATED.type())
                || Floods.admits(
                        FloodKind.LABEL,
                        event.operatedBy().id() + " " + event.target().id(),
                        () -> event);
    }

    /**
     * Records that an object was created, with all that its file holds, and remembers the file.
     *
     * @param entry says all but that
     */
    public static void created(
            @NonNull Event effect, @NonNull Target target, @NonNull File file, @NonNull AuditEvent.Builder entry) {
        ConfigFile read = read(target, file, entry);
        if (read == null) {
            AuditTrail.record(entry);
            return;
        }
        SaveEvents events = new SaveEvents(new SaveSubject(effect, null, target), Origin.now(), read.key());
        Shadows shadows = Shadows.get();
        make(effect.type(), () -> {
            List<AuditEvent> brought = new ArrayList<>();
            AtomicReference<Made> made = new AtomicReference<>(Made.of(List.of()));
            // That it is there is told even if what is in it cannot be.
            Hook.run("what a new object holds", () -> {
                Look look = shadows.look(read);
                made.set(made(List.of(), look));
                SaveEvents.tell(entry, read.key(), shadows.arrived(look.seen().state()));
                if (look.seen().isNew()) {
                    brought.addAll(events.born(look.seen()));
                }
            });
            return new Made(
                    Stream.concat(Stream.of(entry.build()), brought.stream()).toList(),
                    made.get().then(),
                    made.get().untold());
        });
    }

    private static void make(EventType effect, Supplier<Made> later) {
        Hook.run(effect.name(), () -> Recorder.find().ifPresent(recorder -> recorder.recordMade(effect, later)));
    }

    @CheckForNull
    private static ConfigFile read(Target target, File file, AuditEvent.Builder entry) {
        try {
            return ConfigFile.saved(file, target).orElse(null);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "What was saved cannot be read: " + Shown.plain(file.getPath()));
            entry.detail("after", "unknown");
            return null;
        }
    }

    /**
     * Records that an object was created whose file was saved just before, with all that it holds. Reads nothing.
     *
     * @param file its path below the home of Jenkins; there need be none
     * @param entry says all but that
     */
    public static void created(@NonNull Event effect, @NonNull String file, @NonNull AuditEvent.Builder entry) {
        Shadows shadows = Shadows.get();
        AuditTrail.record(effect.type(), () -> {
            Hook.run("what a new object holds", () -> shadows.remembered(file)
                    .ifPresent(state -> SaveEvents.tell(entry, file, shadows.arrived(state))));
            return List.of(entry.build());
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
        String directory = ConfigFile.key(file.getParentFile()).orElse(key.get());
        make(effect.type(), () -> {
            Hook.run("what a deleted object held", () -> shadows.departed(key.get())
                    .ifPresent(difference -> SaveEvents.tell(entry, key.get(), difference)));
            return gone(List.of(entry.build()), shadows, key.get(), directory);
        });
    }

    private static Made gone(List<AuditEvent> events, Shadows shadows, String key, String directory) {
        return new Made(events, () -> shadows.forget(directory), () -> shadows.untoldGone(key));
    }

    /** Records that what a file configured is gone, if the file was seen and is not there any more: of some, core tells no listener. */
    public static void removed(@NonNull Event effect, @NonNull Target target, @NonNull File file) {
        AuditEvent.Builder entry =
                Origin.now().into(AuditEvent.of(effect.type())).on(target.kind(), target.id(), target.name());
        Shadows shadows = Shadows.get();
        ConfigFile.key(file)
                .ifPresent(key -> make(effect.type(), () -> {
                    if (file.exists()) {
                        return Made.of(List.of());
                    }
                    return shadows.departed(key)
                            .map(held -> gone(
                                    List.of(SaveEvents.tell(entry, key, held).build()), shadows, key, key))
                            .orElseGet(() -> Made.of(List.of()));
                }));
    }
}
