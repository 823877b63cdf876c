package io.jenkins.plugins.deploymentledger.core.address;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * One station on a request's way.
 *
 * @param text as it was written, at most 64 chars, without control characters
 * @param address the address in it, in canonical form; null if there is none
 */
public record Hop(@NonNull String text, @CheckForNull String address) {

    /** The address, or what was written where there is none. */
    @NonNull
    public String shown() {
        return address == null ? text : address;
    }
}
