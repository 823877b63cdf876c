package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the name that a value belongs to where it stands before it: {@code name: 'PASSWORD', value: 'x'}, also on a line of its own,
 * as in YAML, in JSON and in calls of several lines.
 */
final class NameBefore {

    private static final int MAX_BEFORE = 160;
    private static final int MAX_LINES = 5;
    private static final int MAX_LINE = 200;

    private static final Pattern NAME =
            Pattern.compile("(?<![A-Za-z0-9_.-])(?:name|key|variable|var|parameter|param|header|property)"
                    + "[\"']?[ \\t]{0,8}+[:=>][ \\t]{0,8}+[\"']?([A-Za-z0-9_.-]{2,128}+)");

    /** A key of YAML whose own keys follow. */
    private static final Pattern KEY =
            Pattern.compile("[ \\t-]{0,64}+[\"']?([A-Za-z0-9_.-]{2,128}+)[\"']?:[ \\t\\r]{0,8}+");

    private NameBefore() {}

    /** Whether the name before what begins here says secret. */
    static boolean saysSecret(String text, int start) {
        int floor = Math.max(0, start - MAX_BEFORE);
        int end = start;
        while (end > floor && text.charAt(end - 1) != '\n') {
            int word = end;
            while (word > floor && AssignmentPattern.isName(text.charAt(word - 1))) {
                word--;
            }
            if (word < end && SecretNames.saysSecret(text.substring(word, end))) {
                return true;
            }
            end = Math.min(word, end - 1);
        }
        return end > 0 && text.charAt(end - 1) == '\n' && linesBeforeSaySecret(text, end - 1, isItem(text, end));
    }

    /** Asks the nearest name on the lines before, as far as they belong to the same object. */
    private static boolean linesBeforeSaySecret(String text, int lineEnd, boolean beginsItem) {
        boolean begun = beginsItem;
        int end = lineEnd;
        for (int i = 0; i < MAX_LINES && end > 0 && !begun; i++) {
            int floor = Math.max(0, end - MAX_LINE);
            int line = end;
            while (line > floor && text.charAt(line - 1) != '\n') {
                line--;
            }
            if (line == floor && line > 0 || text.substring(line, end).isBlank()) {
                return false;
            }
            Matcher names = NAME.matcher(text).region(line, end).useTransparentBounds(true);
            String last = null;
            while (names.find()) {
                last = names.group(1);
            }
            if (last != null) {
                return SecretNames.saysSecret(last);
            }
            Matcher key = KEY.matcher(text).region(line, end);
            if (key.matches()) {
                return SecretNames.saysSecret(key.group(1));
            }
            begun = isItem(text, line) || text.indexOf('}', line) >= 0 && text.indexOf('}', line) < end;
            end = line - 1;
        }
        return false;
    }

    /** Whether a line begins an item of a list, to which nothing before it belongs. */
    private static boolean isItem(String text, int line) {
        int first = line;
        while (first < text.length() && first - line < MAX_LINE && text.charAt(first) == ' ') {
            first++;
        }
        return text.startsWith("- ", first);
    }
}
