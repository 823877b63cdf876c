package io.jenkins.plugins.deploymentledger.core.fleet;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Comparator;

/**
 * The order of software's versions, as people number them: runs of digits count as numbers, everything else by its
 * characters.
 *
 * <p>It is the order of Debian's packages (Debian Policy, section 5.6.12) but for two things: a version is not cut at its
 * last hyphen, and only a number before a colon counts as an epoch. {@code ~} stands before everything, even the end, so
 * that {@code 1.0~rc1} is older than {@code 1.0}; letters stand before all other characters.
 */
public final class SoftwareVersion {

    /** The order. */
    public static final Comparator<String> ORDER = SoftwareVersion::compare;

    private SoftwareVersion() {}

    /** Whether a version is a minimum, or newer. */
    public static boolean isAtLeast(@NonNull String version, @NonNull String minimum) {
        return ORDER.compare(version, minimum) >= 0;
    }

    private static int compare(String one, String other) {
        String a = one.strip();
        String b = other.strip();
        int byEpoch = compareNumbers(epoch(a), epoch(b));
        return byEpoch == 0 ? compareParts(withoutEpoch(a), withoutEpoch(b)) : byEpoch;
    }

    private static int compareParts(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() || j < b.length()) {
            while (isOther(a, i) || isOther(b, j)) {
                int difference = Integer.compare(weight(a, i), weight(b, j));
                if (difference != 0) {
                    return difference;
                }
                i++;
                j++;
            }
            int endA = endOfDigits(a, i);
            int endB = endOfDigits(b, j);
            int difference = compareNumbers(a.substring(Math.min(i, endA), endA), b.substring(Math.min(j, endB), endB));
            if (difference != 0) {
                return difference;
            }
            i = endA;
            j = endB;
        }
        return 0;
    }

    private static boolean isOther(String text, int at) {
        return at < text.length() && !isDigit(text.charAt(at));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static int endOfDigits(String text, int from) {
        int end = Math.min(from, text.length());
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int weight(String text, int at) {
        if (at >= text.length() || isDigit(text.charAt(at))) {
            return 0;
        }
        char character = text.charAt(at);
        if (character == '~') {
            return -1;
        }
        return Character.isLetter(character) ? character : character + Character.MAX_VALUE;
    }

    /** Compares runs of digits of any length; an empty one is zero. */
    private static int compareNumbers(String a, String b) {
        String one = a.replaceFirst("^0+", "");
        String other = b.replaceFirst("^0+", "");
        int byLength = Integer.compare(one.length(), other.length());
        return byLength == 0 ? one.compareTo(other) : byLength;
    }

    private static String epoch(String version) {
        int end = endOfDigits(version, 0);
        return end > 0 && end < version.length() && version.charAt(end) == ':' ? version.substring(0, end) : "";
    }

    private static String withoutEpoch(String version) {
        String epoch = epoch(version);
        return epoch.isEmpty() ? version : version.substring(epoch.length() + 1);
    }
}
