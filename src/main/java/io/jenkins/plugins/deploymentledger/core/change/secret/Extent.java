package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.Locale;

/**
 * How far a secret value goes within a text, from {@code start} inclusive to {@code end} exclusive, in chars.
 *
 * <p>In doubt it goes too far: a fingerprint of too much still says that something changed.
 */
record Extent(int start, int end) {

    /**
     * The value after a name and its operator.
     *
     * @param nameStart where the name begins
     * @param adjacent whether the operator follows the name at once: quotes before the name are then none of its own
     * @param after behind the operator
     */
    static Extent of(String text, String name, int nameStart, boolean adjacent, int after) {
        char kind = text.charAt(after - 1);
        if (kind == '>') {
            return new Extent(after, until(text, after, "<"));
        }
        Extent block = kind == ':' ? YamlBlock.of(text, nameStart, after) : null;
        if (block != null) {
            return block;
        }
        int start = after;
        while (start < text.length() && " \t=:>~".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        Extent quoted = quoted(text, start);
        if (quoted != null) {
            return quoted;
        }
        if (kind == '(') {
            // A call whose first argument is no text: its arguments speak for themselves.
            return new Extent(start, start);
        }
        boolean encoded = after - 3 >= 0 && text.charAt(after - 3) == '%' && kind != '=' && kind != ':';
        if (encoded || nameStart > 0 && "?&;".indexOf(text.charAt(nameStart - 1)) >= 0) {
            return new Extent(start, until(text, start, "&# \t\r\n\"'<>`"));
        }
        int word = until(text, start, " \t\r\n\"'<>`");
        int within =
                adjacent && !Placeholder.is(text.substring(start, word)) ? endOfQuotes(text, nameStart, start) : -1;
        if (within >= 0) {
            return new Extent(start, within);
        }
        if (isHeader(name)) {
            return new Extent(start, until(text, start, "\r\n\"'`"));
        }
        if (startsLine(text, nameStart)) {
            int line = until(text, start, "\r\n");
            if (firstOf(text, start, line, '(') < 0) {
                return new Extent(start, line);
            }
        }
        return new Extent(start, word);
    }

    /** Where the quotes close that opened before the name, as in {@code 'DB_PASSWORD=two words'}; -1 if none did. */
    private static int endOfQuotes(String text, int nameStart, int start) {
        if (nameStart == 0 || "\"'`".indexOf(text.charAt(nameStart - 1)) < 0) {
            return -1;
        }
        char quote = text.charAt(nameStart - 1);
        boolean escaped = nameStart > 1 && text.charAt(nameStart - 2) == '\\';
        int end = until(text, start, quote + "\r\n");
        if (end == text.length() || text.charAt(end) != quote) {
            return -1;
        }
        return escaped && end > start && text.charAt(end - 1) == '\\' ? end - 1 : end;
    }

    /** The inside of the quotes that open here, also escaped or threefold ones; null if none do. */
    static Extent quoted(String text, int start) {
        int quote = start;
        while (quote < text.length() && text.charAt(quote) == '\\') {
            quote++;
        }
        if (text.startsWith("&quot;", quote)) {
            return closed(text, quote + 6, "&quot;");
        }
        if (quote >= text.length() || "\"'`".indexOf(text.charAt(quote)) < 0) {
            return null;
        }
        char c = text.charAt(quote);
        String threefold = String.valueOf(c).repeat(3);
        if (text.startsWith(threefold, quote)) {
            int close = text.indexOf(threefold, quote + 3);
            return new Extent(quote + 3, close < 0 ? text.length() : close);
        }
        if (quote > start) {
            return closed(text, quote + 1, text.substring(start, quote + 1));
        }
        int close = quote + 1;
        while (close < text.length() && text.charAt(close) != c && text.charAt(close) != '\n') {
            close += text.charAt(close) == '\\' ? 2 : 1;
        }
        return new Extent(quote + 1, Math.min(close, text.length()));
    }

    private static Extent closed(String text, int start, String close) {
        int line = until(text, start, "\n");
        int end = text.indexOf(close, start);
        return new Extent(start, end < 0 || end > line ? line : end);
    }

    static int until(String text, int start, String any) {
        int end = start;
        while (end < text.length() && any.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static int firstOf(String text, int start, int end, char c) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) == c) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isHeader(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("authorization") || lower.endsWith("cookie") || lower.startsWith("x-auth");
    }

    /** Whether nothing but spaces, a dash or a word that declares a variable stands before the name on its line. */
    private static boolean startsLine(String text, int nameStart) {
        int line = nameStart;
        int floor = Math.max(0, nameStart - 32);
        while (line > floor && text.charAt(line - 1) != '\n') {
            line--;
        }
        if (line > 0 && text.charAt(line - 1) != '\n') {
            return false;
        }
        String before = text.substring(line, nameStart).strip();
        return before.isEmpty()
                || before.equals("-")
                || before.equals("\"")
                || before.equals("'")
                || before.equalsIgnoreCase("export")
                || before.equalsIgnoreCase("set")
                || before.equalsIgnoreCase("env");
    }
}
