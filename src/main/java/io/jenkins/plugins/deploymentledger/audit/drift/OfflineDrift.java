package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.record.Made;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.shadow.ConfigFile;
import io.jenkins.plugins.deploymentledger.audit.shadow.Look;
import io.jenkins.plugins.deploymentledger.audit.shadow.SeenFiles;
import io.jenkins.plugins.deploymentledger.audit.shadow.Shadows;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.change.DifferenceJson;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/**
 * Compares the configuration files with what they looked like when Jenkins last wrote them, at the start and when Jenkins reads
 * them anew.
 *
 * <p>In pieces, each of which ends soon, so that entries of the meantime are not held up. At the very first start there is nothing to compare with, and
 * the files are only remembered; where there is nothing at a later start, that is recorded.
 */
public final class OfflineDrift {

    private static final long MAX_READ = 512L << 20;
    private static final String CONFIG = "config.xml";
    private static final String RELOAD = "reload";

    private final Recorder recorder;
    private final Shadows shadows;
    private final Origin origin;
    private final boolean reload;
    private final boolean first;

    /** Where it is looked for what is gone. */
    private final String below;

    /** What was there when this began. */
    private final Set<File> listed;

    /** What was seen before; null until it is begun to list it. */
    private SeenFiles before;

    /** Of what was seen before, what is still to be looked for; null until all is listed. */
    private Deque<String> unlisted;

    /** What is still to be compared. */
    private final Deque<File> files;

    /** How many bytes of files that look unchanged may still be read. */
    private long toRead = MAX_READ;

    private OfflineDrift(Recorder recorder, Shadows shadows, String phase, String below, List<File> files) {
        this.recorder = recorder;
        this.shadows = shadows;
        this.origin = Origin.now().with("phase", phase);
        this.reload = phase.equals(RELOAD);
        this.first = !reload && !shadows.wereThere();
        this.below = below;
        this.listed = new HashSet<>(files);
        this.files = new ArrayDeque<>(files);
    }

    /** Begins to compare when Jenkins starts; returns at once. */
    public static void look() {
        lookAtAll("startup");
    }

    /** Begins to compare when an event is that Jenkins reads files anew; who wanted that brings into effect what changed in them. */
    public static void lookAfter(@NonNull Event event, @NonNull Target target) {
        if (event == Event.SYSTEM_RELOAD) {
            lookAtAll(RELOAD);
        } else if (event == Event.ITEM_RELOADED) {
            directory(target).ifPresent(OfflineDrift::lookAtItem);
        }
    }

    private static void lookAtAll(String phase) {
        File home = Jenkins.get().getRootDir();
        look(phase, "", TrackedFiles.of(home)).ifPresent(drift -> {
            drift.rememberUnsaved();
            drift.next();
        });
    }

    /** An item and what is in it. */
    private static void lookAtItem(File directory) {
        ConfigFile.key(directory)
                .flatMap(key -> look(RELOAD, key, TrackedFiles.ofItem(directory)))
                .ifPresent(OfflineDrift::next);
    }

    private static Optional<OfflineDrift> look(String phase, String below, List<File> files) {
        Optional<OfflineDrift> drift =
                Recorder.find().map(recorder -> new OfflineDrift(recorder, Shadows.get(), phase, below, files));
        drift.ifPresent(one -> one.recorder.recordPerhaps(one::forgotten));
        return drift;
    }

    private static Optional<File> directory(Target item) {
        // Whoever reloads an item may do so without seeing it.
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            return Optional.ofNullable(Jenkins.get().getItemByFullName(item.id()))
                    .map(Item::getRootDir);
        }
    }

    /** A new Jenkins has not saved itself yet; what it is now is what its first save has to be compared with. */
    private void rememberUnsaved() {
        Jenkins jenkins = Jenkins.get();
        if (!new File(jenkins.getRootDir(), CONFIG).exists()) {
            byte[] content = Jenkins.XSTREAM2.toXML(jenkins).getBytes(StandardCharsets.UTF_8);
            ConfigFile file = ConfigFile.unsaved(CONFIG, Targets.controller(), content);
            recorder.recordPerhaps(() -> {
                shadows.look(file).remember().run();
                return List.of();
            });
        }
    }

    private void next() {
        recorder.recordMadePerhaps(this::some);
    }

    /** What there ought to be to compare with. */
    private List<AuditEvent> forgotten() {
        List<AuditEvent> events = new ArrayList<>();
        if (first && recorder.trail().isOld()) {
            // Whoever takes away what there is to compare with hides what else changed.
            events.add(event(Event.DRIFT_FORGOTTEN, "", Targets.controller()).build());
        }
        if (!first && !reload && shadows.isIndexLost() && recorder.trail().isOld()) {
            // Nor is it to be known then of single files that they were seen before.
            events.add(event(Event.DRIFT_FORGOTTEN, Shadows.INDEX, Targets.controller())
                    .build());
        }
        return events;
    }

    /** What was there when this began is not gone; or it went by a way that is recorded. */
    private Deque<String> unlisted() {
        File home = Jenkins.get().getRootDir();
        return before.keys().stream()
                .filter(key -> !listed.contains(new File(home, key)))
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    /** A file that was seen and not listed is gone, or is an item's: those are compared wherever the groups that they are in keep them. */
    private void lookFor(String key, DriftFound found) {
        File file = new File(Jenkins.get().getRootDir(), key);
        if (file.exists()) {
            if (FilePlace.isItem(key)) {
                files.add(file);
            }
            return;
        }
        // If it is not known any more, it went meanwhile by a way that is recorded; at the very first start there is
        // what is to be saved yet.
        if (!first && shadows.knows(key)) {
            Target target = shadows.target(key).orElseGet(() -> FilePlace.target(key));
            found.tell(
                    event(Event.DRIFT_REMOVED, key, target).build(),
                    () -> shadows.forget(key),
                    () -> shadows.untoldGone(key));
        }
    }

    /** An item or a user may be called otherwise than the directory. */
    private ConfigFile named(ConfigFile file) {
        if (FilePlace.isUser(file.key())) {
            return FilePlace.user(file.content()).map(file::configuring).orElse(file);
        }
        return FilePlace.isItem(file.key())
                ? shadows.target(file.key()).map(file::configuring).orElse(file)
                : file;
    }

    private Made some() {
        DriftFound found = new DriftFound();
        Piece piece = new Piece();
        boolean more = true;
        while (more && piece.hasRoom()) {
            more = goOn(piece, found);
        }
        if (more) {
            next();
        }
        return found.made();
    }

    /** Does what is next; says whether there was something. */
    private boolean goOn(Piece piece, DriftFound found) {
        if (before == null) {
            before = shadows.list(below);
        }
        if (before.look()) {
            return true;
        }
        if (unlisted == null) {
            unlisted = unlisted();
        }
        if (!unlisted.isEmpty()) {
            lookFor(unlisted.remove(), found);
            return true;
        }
        if (files.isEmpty()) {
            return false;
        }
        File file = files.remove();
        piece.reads(file.length());
        ConfigFile.key(file)
                .flatMap(key -> changed(file, key))
                .map(this::named)
                .ifPresent(changed -> compare(changed, found));
        return true;
    }

    /** The file, if it is not as it was: by its content, or by its time and length when enough was read already. */
    private Optional<ConfigFile> changed(File file, String key) {
        if (toRead < 0) {
            return shadows.looksUnchanged(key) ? Optional.empty() : ConfigFile.read(file, FilePlace.target(key));
        }
        toRead -= file.length();
        return ConfigFile.read(file, FilePlace.target(key)).filter(read -> !shadows.isUnchanged(read));
    }

    private void compare(@NonNull ConfigFile file, DriftFound found) {
        Look look = shadows.look(file);
        Shadows.Seen seen = look.seen();
        if (first || seen.difference().isEmpty()) {
            found.remember(look.remember());
            return;
        }
        AuditEvent.Builder entry = event(happened(seen), file.key(), file.target())
                .detail("changes", Integer.toString(seen.difference().size()))
                .detail("diff", DifferenceJson.write(seen.difference()));
        found.tell((seen.lost() ? entry.detail("before", "unknown") : entry).build(), look.remember(), look.untold());
    }

    /** Of a file that was seen, and of which nobody knows any more how it looked then, that alone is sure. */
    private static Event happened(Shadows.Seen seen) {
        if (seen.lost()) {
            return Event.DRIFT_FORGOTTEN;
        }
        return seen.isNew() ? Event.DRIFT_ADDED : Event.DRIFT_CHANGED;
    }

    private AuditEvent.Builder event(Event event, String key, Target target) {
        return origin.into(AuditEvent.of(event.type()))
                .on(target.kind(), target.id(), target.name())
                .detail("file", key);
    }
}
