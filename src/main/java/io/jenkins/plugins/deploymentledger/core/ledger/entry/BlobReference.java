package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.regex.Pattern;

/**
 * A part of an entry that is kept beside the ledger for its size, named by the hash of its content.
 *
 * @param name what the part is, such as {@code diff} or {@code script}
 * @param sha256 the SHA-256 of the uncompressed content, 64 lower case hexadecimal digits
 * @param size the length of the uncompressed content in bytes
 */
public record BlobReference(@NonNull String name, @NonNull String sha256, long size) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if the hash is no SHA-256 in lower case hexadecimal or the size is negative */
    public BlobReference {
        name = Text.wellFormed(name);
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "The blob hash \"" + sha256 + "\" is not 64 lower case hexadecimal digits");
        }
        if (size < 0) {
            throw new IllegalArgumentException("The blob size " + size + " is negative");
        }
    }
}
