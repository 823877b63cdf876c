package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Tells random words from written ones.
 *
 * <p>A written word (a path, a class name, a version, a sentence with dashes) consists of parts that are letters which
 * seldom change their case, perhaps with a few digits behind. A random word of 20 characters or more does not, and has
 * many different characters. Base64 that hides a user name with a password counts as random at any length from 16.
 */
final class RandomWord {

    private static final int MIN_LENGTH = 20;
    private static final int MIN_HEX = 32;
    private static final int SAMPLE = 2048;
    private static final int UUID_LENGTH = 36;
    private static final byte DELETE = 127;
    private static final int SHORT_PART = 8;
    private static final double MIN_BITS = 3.0;
    private static final double MAX_CHANGES = 0.35;
    private static final double MAX_CAMEL = 0.5;
    private static final int MAX_CONSONANTS = 4;

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private static final Pattern HEX = Pattern.compile("[0-9a-f]++|[0-9A-F]++");
    private static final Pattern NUMBER = Pattern.compile("[0-9_+-]++");
    private static final Pattern PUBLIC_KEY = Pattern.compile("AAAA(?:B3NzaC1|C3NzaC1lZDI1|E2VjZHNh).*+");

    private RandomWord() {}

    static boolean is(String whole) {
        String word = whole.length() > SAMPLE ? whole.substring(0, SAMPLE) : whole;
        if (word.length() == UUID_LENGTH && UUID.matcher(word).matches()
                || word.startsWith("AAAA") && PUBLIC_KEY.matcher(word).matches()
                || NUMBER.matcher(word).matches()) {
            return false;
        }
        if (mayBeBase64(word) && hidesPassword(word)) {
            return true;
        }
        if (word.length() < MIN_LENGTH || bits(word) < MIN_BITS) {
            return false;
        }
        if (HEX.matcher(word).matches()) {
            return word.length() >= MIN_HEX;
        }
        return !isWritten(word);
    }

    /** Whether all parts of a word look written by somebody. */
    private static boolean isWritten(String word) {
        boolean mayBeCamel = word.chars().noneMatch(RandomWord::isNeverWritten);
        int start = 0;
        for (int i = 0; i <= word.length(); i++) {
            if (i == word.length() || !Character.isLetterOrDigit(word.charAt(i))) {
                if (!isWrittenPart(word, start, i, mayBeCamel)) {
                    return false;
                }
                start = i + 1;
            }
        }
        return true;
    }

    private static boolean isWrittenPart(String word, int start, int end, boolean mayBeCamel) {
        int length = end - start;
        if (length <= 3) {
            return true;
        }
        int digitRuns = 0;
        int digits = 0;
        int changes = 0;
        for (int i = start; i < end; i++) {
            int kind = kind(word.charAt(i));
            int before = i == start ? -1 : kind(word.charAt(i - 1));
            digits += kind == 0 ? 1 : 0;
            digitRuns += kind == 0 && before != 0 ? 1 : 0;
            changes += before >= 0 && kind != before ? 1 : 0;
        }
        if (digits == length) {
            return length <= 14;
        }
        if (isCamelCase(word, start, end)) {
            return true;
        }
        if (digitRuns > 2 || digitRuns == 2 && length > 12) {
            return false;
        }
        if (length < SHORT_PART) {
            return changes <= 3;
        }
        boolean camel = mayBeCamel && changes <= MAX_CAMEL * length && isPronounceable(word, start, end);
        return camel || changes <= MAX_CHANGES * length;
    }

    /** Whether these are capitalised words with a vowel each, three letters long on average: {@code TooManyJobsButNoView2}. */
    private static boolean isCamelCase(String word, int start, int end) {
        int last = end;
        while (last > start && end - last < 2 && kind(word.charAt(last - 1)) == 0) {
            last--;
        }
        int words = 0;
        int i = start;
        while (i < last) {
            int first = i;
            boolean vowel = isVowel(word.charAt(i++));
            while (i < last && word.charAt(i) >= 'a' && word.charAt(i) <= 'z') {
                vowel |= isVowel(word.charAt(i++));
            }
            boolean capital = word.charAt(first) >= 'A' && word.charAt(first) <= 'Z';
            if (!vowel || i - first < 2 || !capital && first > start) {
                return false;
            }
            words++;
        }
        return words > 0 && last - start >= 3 * words;
    }

    private static boolean isVowel(char c) {
        return "aeiouyAEIOUY".indexOf(c) >= 0;
    }

    private static boolean isNeverWritten(int c) {
        return c >= '0' && c <= '9' || c == '+';
    }

    /** Whether there are vowels every few letters. */
    private static boolean isPronounceable(String word, int start, int end) {
        int run = 0;
        for (int i = start; i < end && run <= MAX_CONSONANTS; i++) {
            run = isVowel(word.charAt(i)) ? 0 : run + 1;
        }
        return run <= MAX_CONSONANTS;
    }

    private static int kind(char c) {
        if (Character.isDigit(c)) {
            return 0;
        }
        return Character.isUpperCase(c) ? 1 : 2;
    }

    /** Shannon's entropy of the characters, in bits each. */
    private static double bits(String word) {
        int[] counts = new int[128];
        for (int i = 0; i < word.length(); i++) {
            counts[word.charAt(i) & 127]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / word.length();
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }

    /** Whether decoding is worth the while: next to all words are no base64, and to be told so by an exception takes long. */
    private static boolean mayBeBase64(String word) {
        int end = word.length();
        while (end > 0 && word.length() - end < 2 && word.charAt(end - 1) == '=') {
            end--;
        }
        boolean may = end % 4 != 1 && (end == word.length() || word.length() % 4 == 0);
        for (int i = 0; may && i < end; i++) {
            char c = word.charAt(i);
            may = c != '=' && EncryptedPattern.isBase64(c);
        }
        return may;
    }

    /** Whether this is base64 of a readable text that has a colon or an equals sign with something behind. */
    private static boolean hidesPassword(String word) {
        try {
            boolean separated = false;
            for (byte c : Base64.getDecoder().decode(word)) {
                if (c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == DELETE) {
                    return false;
                }
                separated |= c == ':' || c == '=';
            }
            return separated;
        } catch (IllegalArgumentException e) {
            // No base64 at all.
            return false;
        }
    }
}
