package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.deploymentledger.core.change.secret.Redactor;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private Redactor redactor;

    /**
     * What came of looking at a file.
     *
     * @param isNew whether it was seen for the first time
     * @param difference what changed; everything, if it is new
     */
    public record Seen(boolean isNew, @NonNull ConfigDifference difference) {}

    /** The shadows of this controller. */
    @NonNull
    public static Shadows get() {
        return ExtensionList.lookupSingleton(Shadows.class);
    }

    /** Whether there are any, that is whether this is not the first start. */
    public boolean exist() {
        return store.exists();
    }

    /** Looks at a file, and remembers it as it is now. */
    @NonNull
    public Seen see(@NonNull ConfigFile file) {
        Map<String, String> now = ConfigLines.of(file.content(), redactor());
        Optional<Shadow> before = read(file.key());
        try {
            store.write(file.key(), new Shadow(file.target(), file.modified(), file.size(), format(now)));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Failed to remember " + file.key());
        }
        Map<String, String> then = before.map(shadow -> parse(shadow.redacted())).orElseGet(Map::of);
        return new Seen(before.isEmpty(), ConfigDifference.between(then, now));
    }

    private Optional<Shadow> read(String key) {
        try {
            return store.read(key);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Failed to read what was remembered of " + key);
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
                                && shadow.modified() == Files.getLastModifiedTime(file).toMillis();
                    } catch (IOException e) {
                        return false;
                    }
                })
                .isPresent();
    }

    /** Forgets a file, or all below a directory. */
    public void forget(@NonNull String key) {
        change(key, () -> {
            store.delete(key);
            store.deleteTree(key);
        });
    }

    /** Follows a directory to another place. */
    public void move(@NonNull String from, @NonNull String to) {
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
            LOGGER.log(Level.WARNING, e, () -> "The shadows of " + key + " are no longer what they should be");
        }
    }

    @FunctionalInterface
    private interface IoAction {
        void run() throws IOException;
    }

    private Redactor redactor() {
        if (redactor == null) {
            redactor = Redaction.redactor();
        }
        return redactor;
    }

    private static byte[] format(Map<String, String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach((path, value) -> text.append(escape(path)).append('\t').append(escape(value)).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> parse(byte[] bytes) {
        Map<String, String> lines = new LinkedHashMap<>();
        List<String> all = new ArrayList<>(List.of(new String(bytes, StandardCharsets.UTF_8).split("\n")));
        for (String line : all) {
            int tab = line.indexOf('\t');
            if (tab >= 0) {
                lines.put(unescape(line.substring(0, tab)), unescape(line.substring(tab + 1)));
            }
        }
        return lines;
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                plain.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
