package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.ArrayList;
import java.util.List;

/**
 * Which chars and which {@link Sign}s stand in a text, found by reading it once: most texts have next to none, and most patterns then need
 * not look at all.
 *
 * <p>The last three chars, five bits of each, tell whether a word may begin there; letters have the same bits in capitals.
 */
final class Signs {

    private static final int BITS = 5;
    private static final int MASK = (1 << BITS) - 1;
    private static final int WINDOW = 3;
    private static final int SIGNS = Sign.values().length;
    private static final int[] NONE = new int[SIGNS];
    private static final int CODES = 1 << WINDOW * BITS;

    private record Word(Sign sign, String text) {}

    private static final long[] MAY_BEGIN = new long[CODES / Long.SIZE];
    private static final List<List<Word>> BEGINNING = new ArrayList<>(CODES);

    static {
        for (int code = 0; code < CODES; code++) {
            BEGINNING.add(List.of());
        }
        for (Sign sign : Sign.values()) {
            for (String word : sign.words()) {
                add(new Word(sign, word));
            }
        }
    }

    /** Of ASCII, 64 chars each. */
    private final long low;

    private final long high;

    /** For each sign, behind the place where the first of its words begins; 0 if none does. */
    private int[] firsts = NONE;

    /** The same of the last. */
    private int[] lasts = NONE;

    Signs(String text) {
        long lowHalf = 0;
        long highHalf = 0;
        int code = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            long bit = 1L << c;
            if (c < Long.SIZE) {
                lowHalf |= bit;
            } else if (c < 2 * Long.SIZE) {
                highHalf |= bit;
            }
            code = (code << BITS | c & MASK) & CODES - 1;
            if ((MAY_BEGIN[code >>> 6] & 1L << code) != 0 && i >= WINDOW - 1) {
                add(text, i - WINDOW + 1, code);
            }
        }
        low = lowHalf;
        high = highHalf;
    }

    boolean has(char c) {
        return ((c < Long.SIZE ? low : high) & 1L << c) != 0;
    }

    boolean has(Sign sign) {
        return firsts[sign.ordinal()] > 0;
    }

    /** Where the first word of a sign begins that stands in the text. */
    int first(Sign sign) {
        return firsts[sign.ordinal()] - 1;
    }

    /** Where the last one does. */
    int last(Sign sign) {
        return lasts[sign.ordinal()] - 1;
    }

    private void add(String text, int start, int code) {
        for (Word word : BEGINNING.get(code)) {
            if (text.regionMatches(true, start, word.text(), 0, word.text().length())) {
                int sign = word.sign().ordinal();
                if (firsts == NONE) {
                    firsts = new int[SIGNS];
                    lasts = new int[SIGNS];
                }
                firsts[sign] = firsts[sign] == 0 ? start + 1 : firsts[sign];
                lasts[sign] = start + 1;
            }
        }
    }

    /** What has but two chars begins with these and any third one. */
    private static void add(Word word) {
        String text = word.text();
        int code = (text.charAt(0) & MASK) << 2 * BITS | (text.charAt(1) & MASK) << BITS;
        for (int third = 0; third <= MASK; third++) {
            if (text.length() < WINDOW || (text.charAt(2) & MASK) == third) {
                add(word, code | third);
            }
        }
    }

    private static void add(Word word, int code) {
        List<Word> words = new ArrayList<>(BEGINNING.get(code));
        words.add(word);
        BEGINNING.set(code, List.copyOf(words));
        MAY_BEGIN[code >>> 6] |= 1L << code;
    }
}
