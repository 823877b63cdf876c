package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.PluginManager;
import hudson.PluginWrapper;
import io.jenkins.plugins.deploymentledger.audit.shadow.Redaction;
import io.jenkins.plugins.deploymentledger.core.change.secret.Redactor;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import jenkins.model.Jenkins;

/**
 * What is known of plugins, secret files and start-up scripts: enough to see that one changed, and nothing of what is in them.
 *
 * <p>A key begins with {@code plugin}, {@code secret} or {@code script}, and goes on with a name, which is that of a script's path below the
 * home. The value of a plugin is the version that runs, and the SHA-256 of the archive; that of a script is its length and SHA-256, and that
 * of a secret its length and a keyed fingerprint. Not thread-safe.
 */
final class Facts {

    static final String PLUGIN = "plugin";
    static final String SECRET = "secret";
    static final String SCRIPT = "script";

    private static final int MAX_FILES = 10_000;
    private static final String NOT_LOADED = "not loaded";
    private static final String DISABLED = ", disabled";
    private static final String DIGEST = ", SHA-256 ";

    private final Digests digests = new Digests();
    private final Redactor redactor = Redaction.redactor();

    /** As things are now. */
    @NonNull
    SortedMap<String, String> now() {
        SortedMap<String, String> facts = new TreeMap<>();
        plugins(facts, Jenkins.get().getPluginManager());
        File home = Jenkins.get().getRootDir();
        for (File secret : files(new File(home, "secrets"))) {
            String digest = redactor.fingerprint(digests.of(secret).getBytes(StandardCharsets.US_ASCII));
            facts.put(key(SECRET, secret.getName()), secret.length() + " bytes, fingerprint " + digest);
        }
        StartScripts.in(home, MAX_FILES)
                .forEach((path, script) ->
                        facts.put(key(SCRIPT, path), script.length() + " bytes" + DIGEST + digests.of(script)));
        return facts;
    }

    @NonNull
    static String key(@NonNull String kind, @NonNull String name) {
        return kind + " " + name;
    }

    /** Which kind of fact a key is of. */
    @NonNull
    static String kindOf(@NonNull String key) {
        return key.substring(0, key.indexOf(' '));
    }

    /** What a fact is about, by its key. */
    @NonNull
    static String nameOf(@NonNull String key) {
        return key.substring(key.indexOf(' ') + 1);
    }

    private void plugins(SortedMap<String, String> facts, PluginManager plugins) {
        SortedMap<String, File> archives = PluginArchives.in(plugins.rootDir);
        for (PluginWrapper plugin : plugins.getPlugins()) {
            File archive = archives.remove(plugin.getShortName());
            if (!plugin.isDeleted()) {
                plugin(facts, plugin.getShortName(), plugin.getVersion(), !plugin.isEnabled(), archive);
            }
        }
        archives.forEach(
                (name, archive) -> plugin(facts, name, NOT_LOADED, PluginArchives.isDisabled(archive), archive));
    }

    private void plugin(
            SortedMap<String, String> facts,
            String name,
            String version,
            boolean disabled,
            @CheckForNull File archive) {
        facts.put(
                key(PLUGIN, name),
                version + (disabled ? DISABLED : "") + (archive == null ? "" : DIGEST + digests.of(archive)));
    }

    private static File[] files(File directory) {
        File[] files = directory.listFiles(File::isFile);
        if (files == null) {
            return new File[0];
        }
        return files.length > MAX_FILES ? Arrays.copyOf(files, MAX_FILES) : files;
    }

    /** Whether nothing changed from one value to another: a version that was in place before waited for the start. */
    static boolean isSame(@CheckForNull String then, @CheckForNull String now) {
        if (then == null || now == null) {
            return then == null && now == null;
        }
        String before = digest(then);
        String after = digest(now);
        if (before.isEmpty() || after.isEmpty()) {
            return withoutDigest(then).equals(withoutDigest(now));
        }
        return before.equals(after) && isDisabled(then) == isDisabled(now);
    }

    /** Whether a plugin is disabled, by its value. */
    static boolean isDisabled(@NonNull String value) {
        return value.contains(DISABLED);
    }

    /** The version in a value, as far as Jenkins has loaded it. */
    @NonNull
    static String version(@NonNull String value) {
        return withoutDigest(value).replace(DISABLED, "");
    }

    /** The SHA-256 in a value; empty if there is none. */
    @NonNull
    static String digest(@NonNull String value) {
        int at = value.indexOf(DIGEST);
        return at < 0 ? "" : value.substring(at + DIGEST.length());
    }

    private static String withoutDigest(String value) {
        int at = value.indexOf(DIGEST);
        return at < 0 ? value : value.substring(0, at);
    }
}
