package io.jenkins.plugins.deploymentledger.core.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;

/**
 * The name of a software as a detection rule writes it.
 *
 * @param pattern upper and lower case alike, {@code *} for any characters
 */
public record SoftwareName(@NonNull String pattern) {

    /** Upper and lower case, and several stars in a row, mean the same. */
    public SoftwareName {
        pattern = pattern.strip().toLowerCase(Locale.ROOT).replaceAll("\\*+", "*");
    }

    /** Whether there is a name that both stand for; takes as long as the product of their lengths. */
    public boolean overlaps(@NonNull SoftwareName other) {
        String one = pattern;
        String two = other.pattern;
        // reached[j]: the first i characters of the one and the first j of the other can stand for the same text.
        boolean[] reached = new boolean[two.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            boolean[] before = reached;
            reached = new boolean[two.length() + 1];
            for (int j = 0; j <= two.length(); j++) {
                reached[j] = i == 0 && j == 0
                        || i > 0 && before[j] && (isStar(one, i) || isStar(two, j))
                        || j > 0 && reached[j - 1] && (isStar(two, j) || isStar(one, i))
                        || i > 0 && j > 0 && before[j - 1] && one.charAt(i - 1) == two.charAt(j - 1);
            }
        }
        return reached[two.length()];
    }

    private static boolean isStar(String text, int upTo) {
        return upTo > 0 && text.charAt(upTo - 1) == '*';
    }
}
