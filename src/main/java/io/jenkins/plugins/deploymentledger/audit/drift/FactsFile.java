package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.OwnerOnly;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import jenkins.security.HMACConfidentialKey;

/**
 * Keeps facts over restarts, in a file of Java properties. A last property is an HMAC-SHA256 of all others, in hexadecimal digits: whoever
 * has not this controller's key can neither change the file nor make one. Another says in which form they are; of before there was another, there
 * is none.
 */
final class FactsFile {

    /** Its name in the home of Jenkins. */
    static final String NAME = "audit-trail-facts.properties";

    private static final HMACConfidentialKey KEY = new HMACConfidentialKey(FactsFile.class, "facts");

    /** No fact is called so. */
    private static final String MAC = "mac";

    /** An older version of this plugin takes it for a fact of an unknown kind, and can tell it. */
    private static final String FORM = "form of-facts";

    private static final String THIS_FORM = "2";

    /** Is written, and then takes the place of the file; what a process that was killed left of it is overwritten. */
    private static final String TEMPORARY = NAME + ".tmp";

    /** What older versions of this plugin left when they were killed, each under a name of its own. */
    private static final String FORMER_TEMPORARY = NAME + "[0-9]*.tmp";

    /** How long a file is at most that is read, in bytes; longer than this class writes any. */
    private static final long MAX_BYTES = 32L << 20;

    private FactsFile() {}

    /**
     * What was kept.
     *
     * @param facts as they were then
     * @param isFormer whether an older version of this plugin kept them, under other names
     */
    record Kept(@NonNull SortedMap<String, String> facts, boolean isFormer) {}

    /**
     * As they were when they were last kept.
     *
     * @throws java.nio.file.NoSuchFileException if there is no file
     * @throws IOException if it cannot be read, or this controller did not write it
     */
    @NonNull
    static Kept read() throws IOException {
        if (Files.size(file()) > MAX_BYTES) {
            throw new IOException("It is longer than this controller writes it");
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file())) {
            properties.load(in);
        } catch (IllegalArgumentException e) {
            throw new IOException("It is no file of properties", e);
        }
        SortedMap<String, String> facts = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> facts.put(name, properties.getProperty(name)));
        String mac = facts.remove(MAC);
        if (mac == null || !MessageDigest.isEqual(ascii(mac), ascii(mac(facts)))) {
            throw new IOException("It is not as this controller wrote it");
        }
        return new Kept(facts, !THIS_FORM.equals(facts.remove(FORM)));
    }

    static void write(@NonNull SortedMap<String, String> facts) throws IOException {
        SortedMap<String, String> whole = new TreeMap<>(facts);
        whole.put(FORM, THIS_FORM);
        Properties properties = new Properties();
        properties.putAll(whole);
        properties.setProperty(MAC, mac(whole));
        Path temporary = home().resolve(TEMPORARY);
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, OwnerOnly.file(temporary.getFileSystem()));
        try (OutputStream out = Files.newOutputStream(temporary)) {
            properties.store(out, null);
        }
        Files.move(temporary, file(), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes away what older versions of this plugin left when they were killed. */
    static void tidy() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(home(), FORMER_TEMPORARY)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** What only this controller can make of facts. */
    @NonNull
    static String mac(@NonNull SortedMap<String, String> facts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            out.writeUTF(fact.getKey());
            out.writeUTF(fact.getValue());
        }
        return KEY.mac(bytes.toString(StandardCharsets.ISO_8859_1));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Path file() {
        return home().resolve(NAME);
    }

    private static Path home() {
        return Jenkins.get().getRootDir().toPath();
    }
}
