package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells a sentence from a secret: three words or more, of letters alone, at least two of which are such as only sentences have.
 *
 * <p>A passphrase may be a sentence too; so this is asked only for texts that people read.
 */
final class Sentence {

    private static final int MAX_LENGTH = 200;
    private static final int MIN_WORDS = 3;
    private static final int MIN_SMALL = 2;

    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}'\u2019-]*+[,.;:!?)]{0,2}+");

    private static final Set<String> SMALL = Set.of(
            "a", "an", "and", "ask", "at", "be", "by", "for", "from", "has", "in", "is", "it", "must", "not", "of",
            "on", "one", "or", "see", "that", "the", "this", "to", "use", "with", "your", "\u00e0", "au", "avec",
            "celle", "celui", "dans", "de", "des", "doit", "du", "en", "est", "et", "la", "le", "les", "par", "pour",
            "un", "une", "voir", "votre");

    private Sentence() {}

    /** Whether the rest of the line from here is one. */
    static boolean begins(Text text, int start) {
        int end = text.until(start, start + MAX_LENGTH, "\r\n");
        int words = 0;
        int small = 0;
        for (String word : text.substring(start, end).strip().split("[ \t]+")) {
            if (!WORD.matcher(word).matches()) {
                return false;
            }
            words++;
            small += SMALL.contains(word.toLowerCase(Locale.ROOT)) ? 1 : 0;
        }
        return words >= MIN_WORDS && small >= MIN_SMALL;
    }
}
