package io.jenkins.plugins.deploymentledger.core.change.secret;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Optional;

/**
 * Knows the plain text behind an encrypted value.
 *
 * <p>The same secret is encrypted differently each time it is typed in, so only its plain text says whether it changed.
 * The plain text is fingerprinted and then forgotten.
 */
@FunctionalInterface
public interface Decryption {

    /** Knows none: encrypted values are fingerprinted as they stand. */
    Decryption NONE = encrypted -> Optional.empty();

    /**
     * Decrypts one value. Must not throw, and may be asked from several threads at once.
     *
     * @param encrypted the value as it is written, such as {@code {AQAAABAAAAAQ…=}}, or another value of a secret field
     *     that might be encrypted
     * @return its plain text; empty if it is no encrypted value, or this one cannot decrypt it
     */
    @NonNull
    Optional<String> plain(@NonNull String encrypted);
}
