package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts facts that an older version of this plugin kept under the names that they have now, so that the first start of this version tells
 * what changed and nothing else.
 *
 * <p>It knew start-up scripts by the last part of their paths: those in {@code init.groovy.d}, whatever they were called, and over them
 * {@code init.groovy}. What it did not look at is taken to have been as it is.
 */
final class FormerFacts {

    private static final String DIRECTORY = "init.groovy.d/";
    private static final String SCRIPT = "init.groovy";

    private FormerFacts() {}

    /**
     * The same facts, as this version would have kept them.
     *
     * @param now what is known now
     */
    @NonNull
    static SortedMap<String, String> renamed(
            @NonNull SortedMap<String, String> then, @NonNull SortedMap<String, String> now) {
        SortedMap<String, String> renamed = new TreeMap<>();
        then.forEach((key, value) -> {
            String name = Facts.nameOf(key);
            if (!Facts.kindOf(key).equals(Facts.SCRIPT)) {
                renamed.put(key, value);
            } else if (!name.equals(SCRIPT) && StartScripts.isScript(name)) {
                renamed.put(key(DIRECTORY + name), value);
            }
        });
        ofOneName(then.get(key(SCRIPT)), renamed, now);
        now.forEach((key, value) -> {
            if (Facts.kindOf(key).equals(Facts.SCRIPT) && isNewlyLookedAt(Facts.nameOf(key))) {
                renamed.put(key, value);
            }
        });
        return renamed;
    }

    private static boolean isNewlyLookedAt(String path) {
        return !path.equals(SCRIPT) && !path.startsWith(DIRECTORY);
    }

    /** Two files could be of this name, of which the one hid the other. */
    private static void ofOneName(
            @CheckForNull String then, SortedMap<String, String> renamed, SortedMap<String, String> now) {
        String hidden = key(DIRECTORY + SCRIPT);
        String above = now.get(key(SCRIPT));
        String below = now.get(hidden);
        if (then == null) {
            return;
        }
        boolean wasBelow = below != null && (above == null || then.equals(below) && !then.equals(above));
        renamed.put(wasBelow ? hidden : key(SCRIPT), then);
        if (!wasBelow && below != null) {
            renamed.put(hidden, below);
        }
    }

    private static String key(String path) {
        return Facts.key(Facts.SCRIPT, path);
    }
}
