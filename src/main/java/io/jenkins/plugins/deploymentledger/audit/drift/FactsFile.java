package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
 * has not this controller's key can neither change the file nor make one.
 */
final class FactsFile {

    /** Its name in the home of Jenkins. */
    static final String NAME = "audit-trail-facts.properties";

    private static final HMACConfidentialKey KEY = new HMACConfidentialKey(FactsFile.class, "facts");

    /** No fact is called so. */
    private static final String MAC = "mac";

    /** How long a file is at most that is read, in bytes; longer than this class writes any. */
    private static final long MAX_BYTES = 32L << 20;

    private FactsFile() {}

    /**
     * As they were when they were last kept.
     *
     * @throws java.nio.file.NoSuchFileException if there is no file
     * @throws IOException if it cannot be read, or this controller did not write it
     */
    @NonNull
    static SortedMap<String, String> read() throws IOException {
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
        return facts;
    }

    static void write(@NonNull SortedMap<String, String> facts) throws IOException {
        Properties properties = new Properties();
        properties.putAll(facts);
        properties.setProperty(MAC, mac(facts));
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

    private static String mac(SortedMap<String, String> facts) throws IOException {
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
        return Jenkins.get().getRootDir().toPath().resolve(NAME);
    }
}
