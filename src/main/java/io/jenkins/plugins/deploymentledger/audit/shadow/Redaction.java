package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.util.Secret;
import io.jenkins.plugins.deploymentledger.core.change.secret.Fingerprint;
import io.jenkins.plugins.deploymentledger.core.change.secret.Redactor;
import io.jenkins.plugins.deploymentledger.core.change.secret.SecretNames;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import jenkins.security.HMACConfidentialKey;

/** Makes the redactor of this controller: its fingerprints need a key that is kept with the secrets of Jenkins. */
public final class Redaction {

    private static final HMACConfidentialKey KEY = new HMACConfidentialKey(Redaction.class, "fingerprint");

    /** How much of a text that somebody typed is kept, in chars. */
    private static final int MAX_TYPED = 2_000;

    /** No part of a path that is shorter is taken for a secret by its looks. */
    private static final int MIN_TOKEN = 16;

    private Redaction() {}

    /** A redactor whose fingerprints can be compared with those of every other redactor of this controller. */
    @NonNull
    public static Redactor redactor() {
        byte[] key = KEY.mac("fingerprints of secrets in the audit trail".getBytes(StandardCharsets.UTF_8));
        return new Redactor(new Fingerprint(key), Redaction::plain);
    }

    /**
     * A text without the secrets that can be seen in it.
     *
     * @param known secrets in plain text, which may stand in it
     */
    @NonNull
    public static String masked(@NonNull String text, @NonNull Collection<String> known) {
        return redactor().knowing(known).text(text);
    }

    /**
     * What somebody typed for people to read, such as the reason for which a node is offline.
     *
     * @return without the secrets that can be seen in it, and no longer than an entry has room for
     */
    @NonNull
    public static String typed(@NonNull String text) {
        return typed(text, MAX_TYPED);
    }

    /**
     * The same.
     *
     * @param most how many chars are kept of it
     */
    @NonNull
    public static String typed(@NonNull String text, int most) {
        return redactor().beginning(text, most);
    }

    /** The path of a URL without the secrets that can be seen in it, part by part: most are names of objects of Jenkins. */
    @NonNull
    public static String path(@NonNull String path) {
        String[] parts = path.split("/", -1);
        Redactor redactor = null;
        for (int i = 0; i < parts.length; i++) {
            boolean digest = i > 0 && SecretNames.saysDigest(parts[i - 1]);
            if (!digest && mayHoldSecret(parts[i])) {
                redactor = redactor == null ? redactor() : redactor;
                parts[i] = redactor.text(parts[i]);
            }
        }
        return redactor == null ? path : String.join("/", parts);
    }

    /** The usual part is a short name. */
    private static boolean mayHoldSecret(String part) {
        return part.length() >= MIN_TOKEN || part.indexOf('=') >= 0 || part.indexOf(':') >= 0 || part.indexOf('%') >= 0;
    }

    private static Optional<String> plain(String encrypted) {
        return Optional.ofNullable(Secret.decrypt(encrypted)).map(Secret::getPlainText);
    }
}
