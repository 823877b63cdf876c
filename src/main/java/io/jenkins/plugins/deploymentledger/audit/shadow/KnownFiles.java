package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Remembers which files have been seen since Jenkins started, so that a shadow that somebody takes away makes no old file a new one.
 *
 * <p>In memory alone, where nobody takes it away; no more than {@value #MAX_FILES}, beyond which files are not remembered. For the
 * recorder's thread.
 */
final class KnownFiles {

    static final int MAX_FILES = 100_000;

    private final TreeSet<String> keys = new TreeSet<>();

    boolean contains(@NonNull String key) {
        return keys.contains(key);
    }

    void add(@NonNull String key) {
        if (keys.size() < MAX_FILES) {
            keys.add(key);
        }
    }

    /** Forgets a file, or all below a directory. */
    void forget(@NonNull String key) {
        keys.remove(key);
        below(key).clear();
    }

    /** Follows a directory to another place. */
    void move(@NonNull String from, @NonNull String to) {
        List<String> moved = new ArrayList<>(below(from));
        forget(from);
        moved.forEach(key -> add(to + key.substring(from.length())));
    }

    /** Those in a directory: '0' comes after '/'. */
    private SortedSet<String> below(String directory) {
        return keys.subSet(directory + "/", directory + "0");
    }
}
