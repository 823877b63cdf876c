package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * One line of a configuration that was added, removed or changed; without secrets.
 *
 * @param path the names of the elements from the root
 * @param before its value; {@code null} if it was added
 * @param after its value; {@code null} if it was removed
 */
public record ConfigChange(
        @NonNull String path,
        @CheckForNull String before,
        @CheckForNull String after) {

    /** Whether there was no such line before. */
    public boolean added() {
        return before == null;
    }

    /** Whether there is no such line any more. */
    public boolean removed() {
        return after == null;
    }
}
