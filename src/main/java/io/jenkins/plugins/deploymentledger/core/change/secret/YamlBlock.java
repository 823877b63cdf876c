package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows how far a text goes in YAML that begins on the line after its key: the lines after {@code key: |} (1.2, 8.1) that stand further in
 * than the key, and those after {@code key:} if none of them is a key itself.
 */
final class YamlBlock {

    private static final Pattern HEADER = Pattern.compile("[ \\t]*+(?:[|>][-+0-9]{0,2}+[ \\t]*+)?+\\r?\\n");

    private static final int MAX_KEY = 256;

    /** In how many lines a key is looked for: if the first are none, all are a text. */
    private static final int MAX_KEYS = 8;

    private YamlBlock() {}

    /**
     * The block that begins behind a colon.
     *
     * @param nameStart where the key begins
     * @param after behind the colon
     * @return null if there is none
     */
    static Extent of(Text text, int nameStart, int after) {
        Matcher header = HEADER.matcher(text).region(after, text.length());
        if (!header.lookingAt()) {
            return null;
        }
        boolean plain = text.isBlank(after, header.end());
        int column = columnOf(text, nameStart);
        int keys = MAX_KEYS;
        int line = header.end();
        int start = -1;
        int end = line;
        while (line < text.length()) {
            int first = line;
            while (first < text.length() && text.charAt(first) == ' ') {
                first++;
            }
            int next = text.until(first, "\n");
            boolean blank = text.isBlank(first, next);
            if (!blank && first - line <= column) {
                break;
            }
            if (!blank && plain && keys-- > 0 && hasKey(text, first, next)) {
                return null;
            }
            if (!blank) {
                start = start < 0 ? first : start;
                end = next > first && text.charAt(next - 1) == '\r' ? next - 1 : next;
            }
            line = next + 1;
        }
        return start < 0 ? null : new Extent(start, end);
    }

    /** How far a name stands in. */
    private static int columnOf(Text text, int nameStart) {
        int line = nameStart;
        while (line > 0 && text.charAt(line - 1) != '\n') {
            line--;
        }
        return nameStart - line;
    }

    private static boolean hasKey(Text text, int line, int end) {
        int colon = text.until(line, Math.min(end, line + MAX_KEY), ":");
        return colon < end
                && text.charAt(colon) == ':'
                && (colon + 1 == end || Character.isWhitespace(text.charAt(colon + 1)));
    }
}
