package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Remembers which files were saved and could not be read, or of which that could not be told, until something is told of them.
 *
 * <p>No more than the last {@value #MAX_FILES}. For the recorder's thread.
 */
final class MissedSaves {

    private static final int MAX_FILES = 1_000;

    private final Set<String> keys = new LinkedHashSet<>();

    /** Says whether it was none of them. */
    boolean add(@NonNull String key) {
        boolean added = keys.add(key);
        if (keys.size() > MAX_FILES) {
            keys.remove(keys.iterator().next());
        }
        return added;
    }

    /** Whether a file is one of them; it no longer is. */
    boolean remove(@NonNull String key) {
        return keys.remove(key);
    }
}
