package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the name that a value belongs to where it stands before it: {@code name: 'PASSWORD', value: 'x'}, also on a line of its own,
 * as in YAML, in JSON and in calls of several lines.
 */
final class NameBefore {

    /** What the names before a value say. */
    enum Says {
        /** There is none. */
        NOTHING,
        /** There is one, which is that of no secret. */
        PLAIN,
        /** It announces a secret. */
        SECRET
    }

    private static final int MAX_BEFORE = 160;
    private static final int MAX_LINES = 5;
    private static final int MAX_LINE = 200;
    private static final String BRACKETS = "()[]{}<>";

    /** What has this name is the name of something; in its group what it is called. */
    static final Pattern NAME =
            Pattern.compile("(?<![A-Za-z0-9_.-])(?:name|key|variable|var|parameter|param|header|property)"
                    + "\\\\?[\"']?[ \\t]{0,8}+[:=>][ \\t]{0,8}+\\\\?[\"']?([A-Za-z0-9_.-]{2,128}+)");

    /** A key of YAML whose own keys follow. */
    private static final Pattern KEY =
            Pattern.compile("[ \\t-]{0,64}+[\"']?([A-Za-z0-9_.-]{2,128}+)[\"']?:[ \\t\\r]{0,8}+");

    private NameBefore() {}

    /** What the name says before what begins here. */
    static Says says(Text text, int start) {
        int floor = Math.max(0, start - MAX_BEFORE);
        int end = start;
        int bracket = -1;
        while (end > floor && text.charAt(end - 1) != '\n') {
            int word = text.nameBefore(end, end - floor);
            if (word < end && SecretNames.saysSecret(text.substring(word, end))) {
                return Says.SECRET;
            }
            if (word == end && bracket < 0 && BRACKETS.indexOf(text.charAt(end - 1)) >= 0) {
                bracket = end;
            }
            end = Math.min(word, end - 1);
        }
        if (lastName(text, Math.max(bracket, end), start) != null) {
            return Says.PLAIN;
        }
        if (end == 0 || text.charAt(end - 1) != '\n' || isItem(text, end)) {
            return Says.NOTHING;
        }
        return ofLinesBefore(text, end - 1);
    }

    /** Asks the nearest name on the lines before, as far as they belong to the same object. */
    private static Says ofLinesBefore(Text text, int lineEnd) {
        boolean begun = false;
        boolean outside = false;
        int end = lineEnd;
        for (int i = 0; i < MAX_LINES && end > 0 && !begun; i++) {
            int floor = Math.max(0, end - MAX_LINE);
            int line = end;
            while (line > floor && text.charAt(line - 1) != '\n') {
                line--;
            }
            if (line == floor && line > 0 || text.isBlank(line, end)) {
                return Says.NOTHING;
            }
            outside |= "([{".indexOf(text.charAt(end - 1)) >= 0;
            String last = lastName(text, line, end);
            if (last != null) {
                boolean secret = SecretNames.saysSecret(last);
                return secret ? Says.SECRET : outside ? Says.NOTHING : Says.PLAIN;
            }
            Matcher key = KEY.matcher(text).region(line, end);
            if (key.matches()) {
                return SecretNames.saysSecret(key.group(1)) ? Says.SECRET : Says.NOTHING;
            }
            begun = isItem(text, line) || text.until(line, end, "}") < end;
            end = line - 1;
        }
        return Says.NOTHING;
    }

    /** The last name that something is given in a part of a text; null if there is none. */
    private static String lastName(Text text, int start, int end) {
        if (!text.has(Sign.NAMING)) {
            return null;
        }
        Matcher names = NAME.matcher(text).region(start, end).useTransparentBounds(true);
        String last = null;
        while (names.find()) {
            last = names.group(1);
        }
        return last;
    }

    /** Whether a line begins an item of a list, to which nothing before it belongs. */
    static boolean isItem(Text text, int line) {
        return text.startsWith("- ", text.behind(line, line + MAX_LINE, " "));
    }
}
