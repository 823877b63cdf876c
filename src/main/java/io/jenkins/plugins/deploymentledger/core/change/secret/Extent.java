package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.Locale;

/**
 * How far a secret value goes within a text, from {@code start} inclusive to {@code end} exclusive, in chars.
 *
 * <p>In doubt it goes too far: a fingerprint of too much still says that something changed.
 */
record Extent(int start, int end) {

    /** How a text of several lines begins and ends. */
    private static final String[] THREEFOLD = {"\"\"\"", "'''", "```"};

    private static final String QUOTES = "\"'`";
    private static final String LINE = "\r\n";
    private static final int MAX_BACKSLASHES = 16;

    /**
     * The value after a name and its operator.
     *
     * @param nameStart where the name begins
     * @param adjacent whether the operator follows the name at once: quotes before the name are then none of its own
     * @param after behind the operator
     */
    static Extent of(Text text, String name, int nameStart, boolean adjacent, int after) {
        char kind = text.charAt(after - 1);
        if (kind == '>') {
            return new Extent(after, text.until(after, "<"));
        }
        Extent block = kind == ':' ? YamlBlock.of(text, nameStart, after) : null;
        if (block != null) {
            return block;
        }
        int start = text.behind(after, text.length(), " \t=:>~\u00A0\u202F");
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
            return new Extent(start, text.until(start, "&# \t\r\n\"'<>`"));
        }
        int word = text.until(start, " \t\r\n\"'<>`");
        int within = adjacent && !Placeholder.is(text, start, word) ? endOfQuotes(text, nameStart, start) : -1;
        if (within >= 0) {
            return new Extent(start, within);
        }
        if (isHeader(name)) {
            return new Extent(start, text.until(start, "\r\n\"'`"));
        }
        if (startsLine(text, nameStart)) {
            int line = text.until(start, LINE);
            if (text.before("(", start) >= line) {
                return new Extent(start, line);
            }
        }
        return new Extent(start, word);
    }

    /** Where the quotes close that opened before the name, as in {@code 'DB_PASSWORD=two words'}; -1 if none did. */
    private static int endOfQuotes(Text text, int nameStart, int start) {
        if (nameStart == 0 || QUOTES.indexOf(text.charAt(nameStart - 1)) < 0) {
            return -1;
        }
        char quote = text.charAt(nameStart - 1);
        boolean escaped = nameStart > 1 && text.charAt(nameStart - 2) == '\\';
        int end = text.until(start, quote + LINE);
        if (end == text.length() || text.charAt(end) != quote) {
            return -1;
        }
        return escaped && end > start && text.charAt(end - 1) == '\\' ? end - 1 : end;
    }

    /** The inside of the quotes that open here, also escaped or threefold ones; null if none do. */
    static Extent quoted(Text text, int start) {
        int quote = text.behind(start, start + MAX_BACKSLASHES, "\\");
        if (text.startsWith("&quot;", quote)) {
            return closed(text, quote + 6, "&quot;");
        }
        int kind = quote < text.length() ? QUOTES.indexOf(text.charAt(quote)) : -1;
        if (kind < 0) {
            return null;
        }
        if (text.startsWith(THREEFOLD[kind], quote)) {
            return new Extent(quote + 3, text.before(THREEFOLD[kind], quote + 3));
        }
        if (quote > start) {
            return closed(text, quote + 1, text.substring(start, quote + 1));
        }
        return new Extent(quote + 1, text.closing(quote + 1, text.charAt(quote)));
    }

    private static Extent closed(Text text, int start, String close) {
        return new Extent(start, Math.min(text.until(start, "\n"), text.before(close, start)));
    }

    private static boolean isHeader(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("authorization") || lower.endsWith("cookie") || lower.startsWith("x-auth");
    }

    /** Whether nothing but spaces, a dash or a word that declares a variable stands before the name on its line. */
    private static boolean startsLine(Text text, int nameStart) {
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
