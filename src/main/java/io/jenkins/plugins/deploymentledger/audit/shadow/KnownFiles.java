package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A set of files and what is done to it, in memory; no more than {@value #MAX_FILES}, beyond which files are not remembered. */
final class KnownFiles {

    static final int MAX_FILES = 100_000;

    private final TreeSet<String> keys = new TreeSet<>();

    boolean contains(@NonNull String key) {
        return keys.contains(key);
    }

    int size() {
        return keys.size();
    }

    /** Adds a file; says whether it was not there, and is now. */
    boolean add(@NonNull String key) {
        return keys.size() < MAX_FILES && keys.add(key);
    }

    /** Forgets a file, or all below a directory. */
    void forget(@NonNull String key) {
        keys.remove(key);
        inside(key).clear();
    }

    /** Follows a directory to another place. */
    void move(@NonNull String from, @NonNull String to) {
        List<String> moved = below(from);
        forget(from);
        moved.forEach(key -> add(to + key.substring(from.length())));
    }

    /** Those below a directory; all, if it is empty. */
    @NonNull
    List<String> below(@NonNull String directory) {
        return new ArrayList<>(directory.isEmpty() ? keys : inside(directory));
    }

    /** '0' comes after '/'. */
    private SortedSet<String> inside(String directory) {
        return keys.subSet(directory + "/", directory + "0");
    }
}
