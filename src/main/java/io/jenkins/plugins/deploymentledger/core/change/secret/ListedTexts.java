package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the texts of a list that is given to the name of a secret: {@code tokens = ["x", "y"]}, {@code auth=('bob', 'x')}. */
final class ListedTexts {

    /** How far a list is read, in chars. */
    private static final int MAX_LENGTH = 2_000;

    /** How a list of texts, or of maps, begins. */
    private static final Pattern BEGINNING =
            Pattern.compile("[ \\t=:]{0,8}+[\\[(][\\[(\\s]{0,64}+(?:\\\\?[\"']|[A-Za-z_][A-Za-z0-9_]{0,64}+:[ \"'])");

    private ListedTexts() {}

    /**
     * Adds the texts that stand for themselves, not those that have a name or are arguments.
     *
     * @param start behind the operator
     * @return whether a list begins here
     */
    static boolean add(Text text, int start, Spans spans) {
        Matcher beginning = BEGINNING.matcher(text).region(start, text.length());
        if (!beginning.lookingAt()) {
            return false;
        }
        int limit = Math.min(text.length(), start + MAX_LENGTH);
        int depth = 0;
        char before = ' ';
        int i = start;
        while (i < limit) {
            char c = text.charAt(i);
            Extent quoted = c == '"' || c == '\'' || c == '\\' ? Extent.quoted(text, i) : null;
            if (quoted != null) {
                boolean element = "[(,".indexOf(before) >= 0 && endsElement(text, quoted.end());
                if (element && !Placeholder.is(text, quoted.start(), quoted.end())) {
                    spans.add(quoted.start(), quoted.end());
                }
                i = Math.max(quoted.end(), i);
                before = c;
            } else if (c == '[' || c == '(') {
                // What stands in the brackets of a call is an argument.
                before = Character.isLetterOrDigit(before) ? 'a' : c;
                depth++;
            } else if (c == ']' || c == ')') {
                before = c;
                depth--;
                if (depth == 0) {
                    return true;
                }
            } else if (!Character.isWhitespace(c)) {
                before = c;
            }
            i++;
        }
        return true;
    }

    private static boolean endsElement(Text text, int end) {
        int at = text.behind(end, end + MAX_LENGTH, " \t\r\n\\\"'");
        return at == text.length() || ",])".indexOf(text.charAt(at)) >= 0;
    }
}
