package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows how far a text goes in YAML that begins on the line after its key: the lines after {@code key: |} (1.2, 8.1) that stand further in
 * than the key, and those after {@code key:} if none of them is a key itself.
 */
final class YamlBlock {

    private static final Pattern HEADER = Pattern.compile("[ \\t]*+(?:[|>][-+0-9]{0,2}+[ \\t]*+)?+\\r?\\n");

    private YamlBlock() {}

    /**
     * The block that begins behind a colon.
     *
     * @param nameStart where the key begins
     * @param after behind the colon
     * @return null if there is none
     */
    static Extent of(String text, int nameStart, int after) {
        Matcher header = HEADER.matcher(text).region(after, text.length());
        if (!header.lookingAt()) {
            return null;
        }
        boolean plain = text.substring(after, header.end()).isBlank();
        int column = nameStart - (text.lastIndexOf('\n', nameStart) + 1);
        int line = header.end();
        int start = -1;
        int end = line;
        while (line < text.length()) {
            int first = line;
            while (first < text.length() && text.charAt(first) == ' ') {
                first++;
            }
            int next = Extent.until(text, first, "\n");
            boolean blank = text.substring(first, next).isBlank();
            if (!blank && first - line <= column) {
                break;
            }
            if (!blank && plain && hasKey(text, first, next)) {
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

    private static boolean hasKey(String text, int line, int end) {
        int colon = text.indexOf(':', line);
        return colon >= 0 && colon < end && (colon + 1 == end || Character.isWhitespace(text.charAt(colon + 1)));
    }
}
