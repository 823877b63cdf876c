package io.jenkins.plugins.deploymentledger.core.address;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * One station on a request's way.
 *
 * @param text as it was written, at most 64 chars, without control characters
 * @param address the address in it, in canonical form; null if there is none
 * @param kind what was written
 * @param trust whether it can be believed
 */
public record Hop(@NonNull String text, @CheckForNull String address, @NonNull Kind kind, @NonNull Trust trust) {

    /** What stands in a header. */
    public enum Kind {
        /** An address, perhaps with a port. */
        ADDRESS,
        /** The word {@code unknown} (RFC 7239, 6.2). */
        UNKNOWN,
        /** An identifier that hides the address, such as {@code _hidden} (RFC 7239, 6.3). */
        OBFUSCATED,
        /** Nothing that belongs there. */
        GARBAGE
    }

    /** Whether a station can be believed. */
    public enum Trust {
        /** Somebody says so. */
        CLAIMED,
        /** Seen by Jenkins itself or by a trusted proxy. */
        VERIFIED,
        /** Seen, and itself a trusted proxy, so that what it says is believed. */
        TRUSTED_PROXY
    }
}
