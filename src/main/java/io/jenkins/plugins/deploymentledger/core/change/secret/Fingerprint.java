package io.jenkins.plugins.deploymentledger.core.change.secret;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes keyed fingerprints: the first 12 hexadecimal digits of an HMAC-SHA256 (RFC 2104, FIPS 180-4).
 *
 * <p>Keyed, so that somebody who reads the trail cannot try out likely passwords. Safe for use by several threads.
 */
public final class Fingerprint {

    /** The shortest key that is accepted, in bytes. */
    public static final int MIN_KEY_BYTES = 16;

    /** What stands in place of a secret, such as {@code [secret 1a2b3c4d5e6f]}. */
    static final Pattern MARKER = Pattern.compile("\\[secret [0-9a-f]{12}]");

    static final int MARKER_LENGTH = "[secret 1a2b3c4d5e6f]".length();
    static final String MARKER_START = "[secret ";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 6;

    private final SecretKeySpec key;

    /** Is copied for each fingerprint, never used: to find and prepare one takes longer than most fingerprints. */
    private final Mac prepared;

    /**
     * @param key at least {@value #MIN_KEY_BYTES} bytes, to be kept apart from the trail and never changed: fingerprints
     *     of different keys cannot be compared
     * @throws IllegalArgumentException if the key is shorter
     */
    public Fingerprint(@NonNull byte[] key) {
        if (key.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException("The fingerprint key has " + key.length + " bytes; give it at least "
                    + MIN_KEY_BYTES + " random bytes.");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.prepared = mac();
    }

    /** Twelve hexadecimal digits that stand for these bytes. */
    @NonNull
    public String of(@NonNull byte[] content) {
        return HexFormat.of().formatHex(fresh().doFinal(content), 0, BYTES);
    }

    private Mac fresh() {
        try {
            return (Mac) prepared.clone();
        } catch (CloneNotSupportedException e) {
            // Some providers, such as those of smart cards, cannot.
            return mac();
        }
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM + ", but this one does not.", e);
        }
    }

    /** What to write in place of a secret: {@code [secret 1a2b3c4d5e6f]}. */
    @NonNull
    public String marker(@NonNull String secret) {
        return MARKER_START + of(secret.getBytes(StandardCharsets.UTF_8)) + ']';
    }

    /** Whether this text is a marker and nothing else. */
    static boolean isMarker(String text) {
        return text.length() == MARKER_LENGTH && MARKER.matcher(text).matches();
    }
}
