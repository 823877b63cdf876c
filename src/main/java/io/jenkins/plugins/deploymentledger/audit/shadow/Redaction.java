package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.util.Secret;
import io.jenkins.plugins.deploymentledger.core.change.secret.Fingerprint;
import io.jenkins.plugins.deploymentledger.core.change.secret.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import jenkins.security.HMACConfidentialKey;

/** Makes the redactor of this controller: its fingerprints need a key that is kept with the secrets of Jenkins. */
public final class Redaction {

    private static final HMACConfidentialKey KEY = new HMACConfidentialKey(Redaction.class, "fingerprint");

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

    private static Optional<String> plain(String encrypted) {
        return Optional.ofNullable(Secret.decrypt(encrypted)).map(Secret::getPlainText);
    }
}
