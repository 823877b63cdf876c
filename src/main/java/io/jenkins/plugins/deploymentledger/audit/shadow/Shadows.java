package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.deploymentledger.core.change.ConfigComparison;
import io.jenkins.plugins.deploymentledger.core.change.ConfigState;
import io.jenkins.plugins.deploymentledger.core.change.Difference;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final Path home = Jenkins.get().getRootDir().toPath();
    private final ShadowStore store = new ShadowStore(home.resolve("audit-trail-shadows"));
    private final RecentStates recent = new RecentStates();
    private ConfigComparison comparison;

    /**
     * What came of looking at a file.
     *
     * @param isNew whether it was seen for the first time
     * @param lines which lines changed; all, if it is new
     * @param difference what changed, for people; everything, if it is new
     */
    public record Seen(
            boolean isNew,
            @NonNull ConfigDifference lines,
            @NonNull Difference difference) {}

    /** The shadows of this controller. */
    @NonNull
    public static Shadows get() {
        return ExtensionList.lookupSingleton(Shadows.class);
    }

    /** Whether there are any, that is whether this is not the first start. */
    public boolean exist() {
        return store.exists();
    }

    /**
     * A look at a file.
     *
     * @param seen what came of it
     * @param remember writes down what the file looks like now; until then it is compared with what it looked like before
     */
    public record Look(@NonNull Seen seen, @NonNull Runnable remember) {}

    /** Looks at a file, and remembers it as it is now. */
    @NonNull
    public Seen see(@NonNull ConfigFile file) {
        Look look = look(file);
        look.remember().run();
        return look.seen();
    }

    /** Looks at a file that is remembered later, by when what came of it is in good hands. */
    @NonNull
    public Look look(@NonNull ConfigFile file) {
        ConfigState then = then(file.key());
        ConfigState now = comparison().redact(file.content(), then);
        Difference difference = comparison().compareStates(then, now);
        ConfigDifference lines = difference.isEmpty()
                ? new ConfigDifference(List.of())
                : ConfigLines.between(then == null ? null : then.root(), now.root());
        return new Look(new Seen(then == null, lines, difference), () -> remember(file, now));
    }

    @CheckForNull
    private ConfigState then(String key) {
        ConfigState known = recent.get(key);
        return known != null
                ? known
                : read(key).map(shadow -> comparison().kept(shadow.redacted())).orElse(null);
    }

    private void remember(ConfigFile file, ConfigState now) {
        recent.put(file.key(), now);
        try {
            store.write(file.key(), new Shadow(file.target(), file.modified(), file.size(), now.bytes()));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Failed to remember " + Shown.plain(file.key()));
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

    /** Whether a file has its time and length of when it was last seen. */
    public boolean isUnchanged(@NonNull String key) {
        Path file = home.resolve(key);
        return read(key)
                .filter(shadow -> {
                    try {
                        return shadow.size() == Files.size(file)
                                && shadow.modified()
                                        == Files.getLastModifiedTime(file).toMillis();
                    } catch (IOException e) {
                        return false;
                    }
                })
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

    /** Follows a directory to another place. */
    public void move(@NonNull String from, @NonNull String to) {
        recent.clear();
        change(from, () -> store.moveTree(from, to));
    }

    /** The files that were seen below a directory and are gone, with the objects that they configured. */
    @NonNull
    public Map<String, Target> gone(@NonNull String below) {
        Map<String, Target> gone = new LinkedHashMap<>();
        change(below, () -> {
            for (String key : store.keys(below)) {
                if (!Files.exists(home.resolve(key))) {
                    store.read(key).ifPresent(shadow -> gone.put(key, shadow.target()));
                }
            }
        });
        return gone;
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

    private ConfigComparison comparison() {
        if (comparison == null) {
            comparison = new ConfigComparison(Redaction.redactor());
        }
        return comparison;
    }
}
