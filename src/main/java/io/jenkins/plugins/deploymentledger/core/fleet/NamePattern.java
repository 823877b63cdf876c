package io.jenkins.plugins.deploymentledger.core.fleet;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern for names, in which {@code *} stands for any characters and upper and lower case are alike; immutable.
 *
 * <p>What stands between the asterisks is looked for from left to right, once, so that no pattern takes longer than its length times
 * that of the name.
 */
final class NamePattern {

    private final List<String> parts = new ArrayList<>();

    /** Reads a pattern; blanks around it do not count, and several asterisks in a row mean the same as one. */
    NamePattern(@NonNull String pattern) {
        String[] all = pattern.strip().split("\\*", -1);
        for (int i = 0; i < all.length; i++) {
            // The first and the last part hold the beginning and the end of the name, even where they are empty.
            if (i == 0 || i == all.length - 1 || !all[i].isEmpty()) {
                parts.add(all[i]);
            }
        }
    }

    /** Whether a name fits from its beginning to its end. */
    boolean matches(@NonNull String name) {
        String first = parts.get(0);
        if (parts.size() == 1) {
            return name.equalsIgnoreCase(first);
        }
        String last = parts.get(parts.size() - 1);
        int end = name.length() - last.length();
        if (end < first.length() || !isAt(name, first, 0) || !isAt(name, last, end)) {
            return false;
        }
        int from = first.length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            while (from + part.length() <= end && !isAt(name, part, from)) {
                from++;
            }
            from += part.length();
            if (from > end) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAt(String name, String part, int position) {
        return name.regionMatches(true, position, part, 0, part.length());
    }
}
