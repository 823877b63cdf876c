package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a mistyped one was probably meant to be. */
public final class Nearest {

    /** Longer input is not compared, since it is no typing mistake. */
    private static final int LONGEST = 64;

    private Nearest() {}

    /** The candidate with the fewest letters to change, add or remove, if it is at most a third of them. */
    @NonNull
    public static Optional<String> to(@NonNull String word, @NonNull Collection<String> candidates) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<String> nearest = Optional.empty();
        int fewest = Math.max(1, word.length() / 3) + 1;
        for (String candidate : candidates) {
            int changes = changes(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (changes < fewest) {
                fewest = changes;
                nearest = Optional.of(candidate);
            }
        }
        return nearest;
    }

    /** The Levenshtein distance. */
    private static int changes(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substitution = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
