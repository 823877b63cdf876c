package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.deploymentledger.core.change.ConfigState;
import io.jenkins.plugins.deploymentledger.core.change.Difference;
import io.jenkins.plugins.deploymentledger.core.change.secret.Redactor;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Compares configuration files with what they looked like when they were last seen.
 *
 * <p>All but {@link #get} is for the recorder's thread. Where a shadow cannot be read or written, the change is recorded without
 * what was before, rather than not at all.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class Shadows {

    private static final Logger LOGGER = Logger.getLogger(Shadows.class.getName());

    private static final String DIRECTORY = "audit-trail-shadows";

    /** Where it stands which files were seen, below the home of Jenkins. */
    public static final String INDEX = DIRECTORY + "/" + ShadowStore.INDEX;

    /** Longer documents are not looked at before they are written, in chars: few of their savers mind a moment more. */
    public static final int MAX_FORESEEN = 1 << 17;

    private final Path home = Jenkins.get().getRootDir().toPath();
    private final ShadowStore store = new ShadowStore(home.resolve(DIRECTORY));
    private final boolean wereThere = store.exists();
    private final RecentStates recent = new RecentStates();
    private final RecentSaves saves = new RecentSaves();
    private final MissedSaves missed = new MissedSaves();

    /** Whose shadow is what was told last, although something came after it. */
    private final MissedSaves restored = new MissedSaves();

    private final Comparisons comparisons = new Comparisons();
    private final Inspection inspection = new Inspection(home, comparisons);
    private final Foresights foresights = new Foresights();

    /**
     * What came of looking at a file.
     *
     * @param isNew whether it was seen for the first time
     * @param lost whether it was seen before, but what it looked like then is gone or cannot be read
     * @param lines which lines changed; all, if it is new or lost
     * @param difference what changed, for people; everything, if it is new or lost
     * @param meanwhile what somebody else did to the file at the same moment
     * @param state all that is in the file
     */
    public record Seen(
            boolean isNew,
            boolean lost,
            @NonNull ConfigDifference lines,
            @NonNull Difference difference,
            @NonNull Meanwhile meanwhile,
            @NonNull ConfigState state) {

        Seen with(Meanwhile other) {
            return new Seen(isNew, lost, lines, difference, other, state);
        }
    }

    /** The shadows of this controller. */
    @NonNull
    public static Shadows get() {
        return ExtensionList.lookupSingleton(Shadows.class);
    }

    /** Whether there were any when Jenkins started, that is whether this is not the first time. */
    public boolean wereThere() {
        return wereThere;
    }

    /** Whether it is not to be known which files were seen before Jenkins started, although some were. */
    public boolean isIndexLost() {
        return store.isIndexLost();
    }

    /** All that is in a file, told as what the object that it configures came with. */
    @NonNull
    public Difference arrived(@NonNull ConfigState state) {
        return comparisons.whole().compareStates(null, state);
    }

    /** What a file looked like when it was seen last; empty if that is not known. */
    @NonNull
    public Optional<ConfigState> remembered(@NonNull String key) {
        return Optional.ofNullable(before(key).state());
    }

    /** All that was in a file, told as what went with the object that it configured; empty if that is not known. */
    @NonNull
    public Optional<Difference> departed(@NonNull String key) {
        return Optional.ofNullable(before(key).state())
                .map(last -> comparisons.whole().compareStates(last, null));
    }

    /** Notes that a file was saved, and nobody knows what then stood in it. */
    public void missed(@NonNull String key) {
        missed.add(key);
    }

    /** Looks at a file that somebody saved; it is remembered later, by when what came of it is in good hands. */
    @NonNull
    public Look look(@NonNull SavedFile saved) {
        Look look = lookAtSaved(saved);
        boolean alone = look.seen().meanwhile() == Meanwhile.NOTHING;
        return missed.remove(saved.file().key()) && alone ? look.with(Meanwhile.MISSED) : look;
    }

    private Look lookAtSaved(SavedFile saved) {
        ConfigFile file = saved.file();
        Sight foreseen = foresights.take(saved, recent.get(file.key()));
        byte[] sent = saved.sent();
        if (sent != null && comparisons.usual().differ(file.content(), sent)) {
            ConfigFile own = file.holding(sent);
            // If whoever wrote what is there now is recorded, that was before; if not, they still will be.
            return saves.isKnown(file) ? overwritten(own) : look(own);
        }
        boolean own = saved.own() || sent != null;
        if (own ? saves.isPerhapsOfAnother(saved) : saves.isOfAnother(saved)) {
            saves.add(saved, own);
            return own ? mistaken(file) : look(file).with(Meanwhile.SAVED_TOO);
        }
        saves.add(saved, own);
        Before before = before(file.key());
        return foreseen == null ? look(file, before) : look(file, before, foreseen);
    }

    /**
     * Looks at what a file will hold when somebody has written it, who waits for the look at the file afterwards. Only where it is known without
     * the disk what the file looks like now.
     *
     * @param by tells those who write apart
     * @param key the path of the file below the home of Jenkins
     * @param sent the XML document that is written into it, whatever encoding it says it has; of at most {@link #MAX_FORESEEN} chars
     */
    public void foresee(@NonNull String by, @NonNull String key, @NonNull String sent) {
        ConfigState before = recent.get(key);
        if (before == null) {
            return;
        }
        WrittenDocument document = WrittenDocument.of(sent);
        ConfigState now = comparisons.usual().redact(document.bytes(), before);
        // Of what cannot be read, only the file itself has the right length and fingerprint.
        if (now.isReadable()) {
            foresights.add(
                    by, key, document.version(), before, inspection.seen(new Before(before, false, null), before, now));
        }
    }

    /** What was saved before the save that was recorded last. */
    private Look overwritten(ConfigFile own) {
        return lookBeforeLast(own).with(Meanwhile.OVERWRITTEN).ofAnother();
    }

    private Look mistaken(ConfigFile file) {
        return lookBeforeLast(file).with(Meanwhile.MISTAKEN).ofAnother();
    }

    private Look lookBeforeLast(ConfigFile file) {
        ConfigState former = recent.former(file.key());
        return former == null ? look(file) : look(file, new Before(former, false, null));
    }

    /** Looks at a file. */
    @NonNull
    public Look look(@NonNull ConfigFile file) {
        return look(file, before(file.key()));
    }

    private Look look(ConfigFile file, Before before) {
        return look(file, before, inspection.of(file, before));
    }

    private Look look(ConfigFile file, Before before, Sight sight) {
        AtomicBoolean remembered = new AtomicBoolean();
        return new Look(
                sight.seen(),
                () -> {
                    remembered.set(true);
                    remember(file, sight);
                },
                () -> untold(file.key(), before, remembered.get()));
    }

    private Before before(String key) {
        ConfigState memory = recent.get(key);
        if (memory != null) {
            return new Before(memory, false, null);
        }
        try {
            Shadow shadow = store.read(key).orElse(null);
            if (shadow == null) {
                return new Before(null, store.knows(key), null);
            }
            // What other rules left in it may be known for a secret now.
            return shadow.isOfTheseRules()
                    ? new Before(comparisons.usual().kept(shadow.redacted()), false, null)
                    : new Before(comparisons.usual().redact(shadow.redacted()), false, shadow);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Failed to read what was remembered of " + Shown.plain(key));
            return new Before(null, true, null);
        }
    }

    private void remember(ConfigFile file, Sight sight) {
        ConfigState now = sight.seen().state();
        recent.put(file.key(), now, sight.then());
        restored.remove(file.key());
        FileVersion version = file.version();
        String fingerprint =
                sight.identity().map(comparisons.redactor()::fingerprint).orElse("");
        write(
                file.key(),
                new Shadow(
                        file.target(), version.modified(), version.size(), fingerprint, Redactor.RULES, now.bytes()));
    }

    private void write(String key, Shadow shadow) {
        try {
            store.write(key, shadow);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Failed to remember " + Shown.plain(key));
        }
    }

    /** What was told last stands in the shadow again; whatever is told next of it says that something was missed. */
    private void untold(String key, Before before, boolean remembered) {
        recent.forget(key);
        missed.add(key);
        // What was told last is what the first of those that could not be told was compared with.
        if (!remembered || !restored.add(key)) {
            return;
        }
        ConfigState told = before.state();
        if (told == null) {
            change(key, () -> store.delete(key));
        } else {
            // Of no file, so that whatever is there is looked at.
            Target target = target(key).orElseGet(() -> new Target("configuration", key, key));
            write(key, new Shadow(target, -1, -1, "", Redactor.RULES, told.bytes()));
        }
    }

    private Optional<Shadow> read(String key) {
        try {
            return store.read(key);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Failed to read what was remembered of " + Shown.plain(key));
            return Optional.empty();
        }
    }

    /** Whether a file has its time and length of when it was last seen, and the content, if that was kept as a fingerprint. */
    public boolean isUnchanged(@NonNull ConfigFile file) {
        return isUnchanged(file.key(), file.version(), shadow -> inspection.isOf(shadow, file));
    }

    /** Whether a file has its time and length of when it was last seen, which whoever changes it can forge. */
    public boolean looksUnchanged(@NonNull String key) {
        try {
            FileVersion version = FileVersion.of(Files.readAttributes(home.resolve(key), BasicFileAttributes.class));
            return isUnchanged(key, version, shadow -> true);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isUnchanged(String key, FileVersion version, Predicate<Shadow> same) {
        return read(key)
                // One of other rules is to be made anew.
                .filter(Shadow::isOfTheseRules)
                .filter(shadow -> shadow.size() == version.size() && shadow.modified() == version.modified())
                .filter(same)
                .isPresent();
    }

    /** Forgets a file, or all below a directory. */
    public void forget(@NonNull String key) {
        recent.clear();
        change(key, () -> {
            store.delete(key);
            store.deleteTree(key);
        });
    }

    /** That a file is gone could not be told, whether or not it was forgotten: the next start finds that it is gone. */
    public void untoldGone(@NonNull String key) {
        recent.clear();
        missed(key);
        store.know(key);
    }

    /**
     * Follows a directory to another place, where the file in it has been looked at since.
     *
     * @return what changed in the file on the way; empty if it is in neither place
     */
    @NonNull
    public Optional<Seen> follow(@NonNull String from, @NonNull String to, @NonNull String name) {
        ConfigState now = before(to + "/" + name).state();
        if (now == null) {
            move(from, to);
            return Optional.empty();
        }
        ConfigState then = before(from + "/" + name).state();
        forget(from);
        return Optional.of(inspection.seen(new Before(then, then == null, null), then, now));
    }

    /** Follows a directory to another place. */
    public void move(@NonNull String from, @NonNull String to) {
        recent.clear();
        change(from, () -> store.moveTree(from, to));
    }

    /** Begins to list the files that were seen below a directory; all, if it is empty. */
    @NonNull
    public SeenFiles list(@NonNull String below) {
        return store.list(below);
    }

    /** Whether a file was seen, and is not forgotten. */
    public boolean knows(@NonNull String key) {
        return store.knows(key);
    }

    /** The files that were seen below a directory and are gone; all, if it is empty. */
    @NonNull
    public List<String> gone(@NonNull String below) {
        SeenFiles seen = list(below);
        while (seen.look()) {
            // Until there is none left.
        }
        return seen.keys().stream()
                .filter(key -> !Files.exists(home.resolve(key)))
                .toList();
    }

    /** The object that a file configured when it was last seen; empty if that is not known any more. */
    @NonNull
    public Optional<Target> target(@NonNull String key) {
        return read(key).map(Shadow::target);
    }

    private void change(String key, IoAction action) {
        try {
            action.run();
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "The shadows of " + Shown.plain(key) + " are no longer what they should be");
        }
    }

    @FunctionalInterface
    private interface IoAction {
        void run() throws IOException;
    }
}
