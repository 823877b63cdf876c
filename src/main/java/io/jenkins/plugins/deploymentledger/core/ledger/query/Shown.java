package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * Text of others as it may stand in a message, a log or on a terminal: characters that would act there, such as escape
 * sequences, line breaks and changes of the direction of writing, are shown as {@code [U+001B]}.
 */
public final class Shown {

    private static final int LONGEST = 60;

    private Shown() {}

    /** The whole text. */
    @NonNull
    public static String plain(@NonNull String text) {
        if (isPrintable(text, false)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(shown, c));
        return shown.toString();
    }

    /** The whole text, in which line breaks and tabs stay what they are. */
    @NonNull
    public static String lines(@NonNull String text) {
        if (isPrintable(text, true)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\t') {
                shown.appendCodePoint(c);
            } else {
                append(shown, c);
            }
        });
        return shown.toString();
    }

    /** The beginning of the text, in quotation marks. */
    @NonNull
    public static String quoted(@NonNull String text) {
        return '\'' + beginning(text) + '\'';
    }

    /** The beginning of the text. */
    @NonNull
    static String beginning(@NonNull String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> append(shown, c));
        if (text.codePointCount(0, text.length()) > LONGEST) {
            shown.append('…');
        }
        return shown.toString();
    }

    /** Whether a text is of nothing but the printable characters of ASCII, as most are. */
    private static boolean isPrintable(String text, boolean breaks) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' || c > '~') && !(breaks && (c == '\n' || c == '\t'))) {
                return false;
            }
        }
        return true;
    }

    private static void append(StringBuilder shown, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> shown.append(String.format("\\u%04x", c));
            default -> shown.appendCodePoint(c);
        }
    }
}
