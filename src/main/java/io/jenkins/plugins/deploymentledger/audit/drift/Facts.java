package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.PluginWrapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import jenkins.model.Jenkins;

/**
 * What is known of plugins, secret files and start-up scripts: enough to see that one changed, and nothing of what is in them.
 *
 * <p>A key begins with {@code plugin}, {@code secret} or {@code script}; a value is a version with a digest, or
 * a length and a time.
 */
final class Facts {

    private static final String NAME = "audit-trail-facts.properties";
    private static final int MAX_FILES = 10_000;
    private static final String DISABLED = ", disabled";
    private static final String DIGEST = ", SHA-256 ";

    private Facts() {}

    /** As things are now. */
    @NonNull
    static SortedMap<String, String> now(@NonNull PluginArchives archives) {
        Jenkins jenkins = Jenkins.get();
        SortedMap<String, String> facts = new TreeMap<>();
        for (PluginWrapper plugin : jenkins.getPluginManager().getPlugins()) {
            if (!plugin.isDeleted()) {
                String digest = archives.digest(plugin.getShortName());
                facts.put(
                        "plugin " + plugin.getShortName(),
                        plugin.getVersion()
                                + (plugin.isEnabled() ? "" : DISABLED)
                                + (digest.isEmpty() ? "" : DIGEST + digest));
            }
        }
        File home = jenkins.getRootDir();
        files(facts, "secret ", new File(home, "secrets"));
        files(facts, "script ", new File(home, "init.groovy.d"));
        return facts;
    }

    /** Whether nothing changed from one value to another: a version that was in place before waited for the start. */
    static boolean isSame(@NonNull String then, @NonNull String now) {
        int before = then.indexOf(DIGEST);
        int after = now.indexOf(DIGEST);
        if (before < 0 || after < 0) {
            return then.equals(after < 0 ? now : now.substring(0, after));
        }
        return then.substring(before).equals(now.substring(after)) && then.contains(DISABLED) == now.contains(DISABLED);
    }

    private static void files(SortedMap<String, String> facts, String kind, File directory) {
        File[] files = directory.listFiles();
        if (files == null) {
            return;
        }
        for (int i = 0; i < Math.min(files.length, MAX_FILES); i++) {
            if (files[i].isFile()) {
                facts.put(kind + files[i].getName(), files[i].length() + " bytes of " + files[i].lastModified());
            }
        }
    }

    /** As they were when they were last kept; empty at the very first start. */
    @NonNull
    static SortedMap<String, String> kept() throws IOException {
        SortedMap<String, String> facts = new TreeMap<>();
        Path file = file();
        if (Files.exists(file)) {
            Properties properties = new Properties();
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            }
            properties.stringPropertyNames().forEach(name -> facts.put(name, properties.getProperty(name)));
        }
        return facts;
    }

    static void keep(@NonNull Map<String, String> facts) throws IOException {
        Properties properties = new Properties();
        properties.putAll(facts);
        Path temporary = Files.createTempFile(Jenkins.get().getRootDir().toPath(), NAME, ".tmp");
        try {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                properties.store(out, null);
            }
            Files.move(temporary, file(), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static Path file() {
        return Jenkins.get().getRootDir().toPath().resolve(NAME);
    }
}
