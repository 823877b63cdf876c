package io.jenkins.plugins.deploymentledger.core.ledger.entry;

/** Makes text storable: an entry is UTF-8, which has no form for half of a surrogate pair. */
final class Text {

    private Text() {}

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
