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
    private final long found;

    private Signs(long low, long high, long found) {
        this.low = low;
        this.high = high;
        this.found = found;
    }

    static Signs in(String text) {
        long low = 0;
        long high = 0;
        long found = 0;
        int code = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            long bit = 1L << c;
            if (c < Long.SIZE) {
                low |= bit;
            } else if (c < 2 * Long.SIZE) {
                high |= bit;
            }
            code = (code << BITS | c & MASK) & CODES - 1;
            if ((MAY_BEGIN[code >>> 6] & 1L << code) != 0 && i >= WINDOW - 1) {
                found = with(found, text, i - WINDOW + 1, code);
            }
        }
        return new Signs(low, high, found);
    }

    boolean has(char c) {
        return ((c < Long.SIZE ? low : high) & 1L << c) != 0;
    }

    boolean has(Sign sign) {
        return (found & bit(sign)) != 0;
    }

    private static long with(long before, String text, int start, int code) {
        long found = before;
        for (Word word : BEGINNING.get(code)) {
            if ((found & bit(word.sign())) == 0
                    && text.regionMatches(true, start, word.text(), 0, word.text().length())) {
                found |= bit(word.sign());
            }
        }
        return found;
    }

    private static long bit(Sign sign) {
        return 1L << sign.ordinal();
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
