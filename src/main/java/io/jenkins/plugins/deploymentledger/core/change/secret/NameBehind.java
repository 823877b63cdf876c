package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the name that a value belongs to where it stands behind it: {@code value: 'x', name: 'PASSWORD'}, as Jenkins itself writes calls,
 * whose arguments it sorts, also on a line of its own.
 *
 * <p>It is looked for up to the bracket that closes around the value, or to the end of the item in YAML, and over no more than
 * {@value #MAX_CHARS} chars and texts in quotes, and {@value #MAX_LINES} lines of YAML.
 */
final class NameBehind {

    private static final int MAX_CHARS = 300;
    private static final int MAX_LINES = 20;
    private static final int MAX_COLUMN = 200;
    private static final int MAX_ELEMENT = 1_000;

    /** With what the names begin that are names of something. */
    private static final String[] BEGINNINGS = {"name", "key", "var", "param", "header", "property"};

    /** Three of them close a text of several lines. */
    private static final int MAX_QUOTES = 3;

    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    /** Not {@code key}: keys and values take turns in some files. */
    private static final Pattern ELEMENT = Pattern.compile(
            "</[^<>\\s]{1,128}+>\\s{0,64}+<(?:name|variable|parameter|header|property)>\\s{0,8}+([A-Za-z0-9_.-]{2,128}+)");

    private NameBehind() {}

    /**
     * Whether the name behind a value says secret.
     *
     * @param start where the name begins under which the value stands
     * @param after behind the operator
     */
    static boolean saysSecret(Text text, int start, int after) {
        if (!text.has(Sign.NAMING)) {
            return false;
        }
        if (text.charAt(after - 1) == '>') {
            return elementSaysSecret(text, after);
        }
        int depth = 0;
        int i = after;
        for (int chars = 0; chars < MAX_CHARS && i < text.length() && depth >= 0; chars++) {
            char c = text.charAt(i);
            Matcher name = depth == 0 && mayBeName(text, i, c) ? nameAt(text, i) : null;
            if (name != null && name.lookingAt()) {
                return SecretNames.saysSecret(name.group(1));
            }
            if (c == '\n') {
                i = nextLine(text, start, i, depth);
                if (i < 0) {
                    return false;
                }
            } else if ((c == '"' || c == '\'') && !isKey(text, i)) {
                i = Math.max(i + 1, endOfQuotes(text, i));
            } else {
                depth += OPENING.indexOf(c) >= 0 ? 1 : 0;
                depth -= CLOSING.indexOf(c) >= 0 ? 1 : 0;
                i++;
            }
        }
        return false;
    }

    private static boolean elementSaysSecret(Text text, int after) {
        Matcher element = ELEMENT.matcher(text).region(text.until(after, after + MAX_ELEMENT, "<"), text.length());
        return element.lookingAt() && SecretNames.saysSecret(element.group(1));
    }

    private static boolean mayBeName(Text text, int i, char first) {
        for (String beginning : BEGINNINGS) {
            if (beginning.charAt(0) == first && text.startsWith(beginning, i)) {
                return true;
            }
        }
        return false;
    }

    private static Matcher nameAt(Text text, int i) {
        return NameBefore.NAME.matcher(text).region(i, text.length()).useTransparentBounds(true);
    }

    /** Whether a name stands in these quotes under which something else stands. */
    private static boolean isKey(Text text, int quote) {
        return quote + 1 < text.length()
                && mayBeName(text, quote + 1, text.charAt(quote + 1))
                && nameAt(text, quote + 1).lookingAt();
    }

    private static int endOfQuotes(Text text, int quote) {
        boolean escaped = text.charAt(quote - 1) == '\\';
        int end = Extent.quoted(text, escaped ? quote - 1 : quote).end();
        return text.behind(end, end + MAX_QUOTES, "\\\"'");
    }

    /** Where the next line goes on that belongs to the same object: in brackets any, in YAML one that stands in as far; -1 if none does. */
    private static int nextLine(Text text, int start, int lineEnd, int depth) {
        int last = lineEnd - 1;
        while (last > start && (text.charAt(last) == ' ' || text.charAt(last) == '\r')) {
            last--;
        }
        if (depth > 0 || (",:" + OPENING).indexOf(text.charAt(last)) >= 0) {
            return lineEnd + 1;
        }
        int column = columnOf(text, start);
        int line = lineEnd + 1;
        for (int lines = 0; lines < MAX_LINES && line < text.length(); lines++) {
            int first = text.behind(line, line + MAX_COLUMN, " ");
            int next = text.until(first, "\n");
            boolean blank = text.isBlank(first, next);
            if (!blank && first - line <= column) {
                boolean closes = first < next && CLOSING.indexOf(text.charAt(first)) >= 0;
                return closes || first - line == column && !text.startsWith("- ", first) ? first : -1;
            }
            line = next + 1;
        }
        return -1;
    }

    /** How far a name stands in; a dash before it counts as a blank, quotes do not. */
    private static int columnOf(Text text, int start) {
        int line = start;
        while (line > 0 && start - line < MAX_COLUMN && text.charAt(line - 1) != '\n') {
            line--;
        }
        int quote = start > line && "\"'".indexOf(text.charAt(start - 1)) >= 0 ? 1 : 0;
        return start - quote - line;
    }
}
