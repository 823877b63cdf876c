package io.jenkins.plugins.deploymentledger.core.ledger.export;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * Keeps a spreadsheet from taking the text of a cell for a formula (CWE-1236).
 *
 * <p>An apostrophe is put before the cell, and before every line within it, whose first character that is not blank would begin
 * a formula: {@code = + - @} and their full-width forms, since some programs trim what stands before. A cell that begins with a
 * tabulator or line break is guarded as well. Originals are in the JSON lines export.
 */
public final class FormulaGuard {

    private static final String STARTS = "=+-@\uff1d\uff0b\uff0d\uff20";
    private static final char GUARD = '\'';

    private FormulaGuard() {}

    /** The text as it may stand in a cell. */
    @NonNull
    public static String guard(@NonNull String text) {
        StringBuilder guarded = null;
        int copied = 0;
        int line = 0;
        while (line < text.length()) {
            int end = endOfLine(text, line);
            if (dangerous(text, line, end) || line == 0 && breaks(text.charAt(0))) {
                guarded = guarded == null ? new StringBuilder(text.length() + 4) : guarded;
                guarded.append(text, copied, line).append(GUARD);
                copied = line;
            }
            line = end + 1;
        }
        return guarded == null
                ? text
                : guarded.append(text, copied, text.length()).toString();
    }

    private static int endOfLine(String text, int from) {
        int end = from;
        while (end < text.length() && !(breaks(text.charAt(end)) && text.charAt(end) != '\t')) {
            end++;
        }
        return end;
    }

    private static boolean dangerous(String text, int from, int end) {
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (STARTS.indexOf(c) >= 0) {
                return true;
            }
            if (!blank(c)) {
                return false;
            }
        }
        return false;
    }

    /** Whether a character ends a line or a cell for some program. */
    private static boolean breaks(char c) {
        return c == '\t'
                || c == '\r'
                || c == '\n'
                || c == '\u000b'
                || c == '\f'
                || c == '\u0085'
                || c == '\u2028'
                || c == '\u2029';
    }

    /** Whether a program may trim a character, or show nothing for it: white space, controls, zero-width characters, quotes. */
    private static boolean blank(char c) {
        if (c < 0x80) {
            return c <= ' ' || c == '"' || c == 0x7f;
        }
        int type = Character.getType(c);
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || type == Character.CONTROL
                || type == Character.FORMAT;
    }
}
