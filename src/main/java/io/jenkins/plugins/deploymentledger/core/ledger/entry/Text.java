package io.jenkins.plugins.deploymentledger.core.ledger.entry;

/** Makes text storable: an entry is UTF-8, which has no form for half of a surrogate pair, and is not to be outgrown by a name. */
final class Text {

    /** How many chars are kept of what people call something. */
    static final int MAX_NAME = 500;

    /** How many chars are kept of what identifies something. */
    static final int MAX_ID = 2_000;

    /** Stands where the rest was cut off. */
    private static final char CUT = '…';

    private Text() {}

    /** The beginning of a text that is longer than so many chars, with a mark that it goes on; any other as it is. */
    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = max - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    /** The text with U+FFFD in the place of each unpaired surrogate. */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return replaceUnpaired(text);
            }
        }
        return text;
    }

    private static String replaceUnpaired(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> clean.appendCodePoint(isSurrogate(point) ? 0xFFFD : point));
        return clean.toString();
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
