package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Values that stand where a secret would, but are none: empty ones, booleans, and references to a variable. */
final class Placeholder {

    private static final Set<String> WORDS = Set.of("", "true", "false", "null", "none", "yes", "no");
    private static final int MAX_WORD = 5;

    private static final Pattern REFERENCE = Pattern.compile(
            "\\$\\{[A-Za-z_][A-Za-z0-9_.]*+}|\\$[A-Z_]{2,}+|%[A-Z_]{2,}+%|\\$\\([A-Z_]{2,}+\\)|credentials\\(.*"
                    + "|env:[A-Za-z_][A-Za-z0-9_]*+|fd:[0-9]++|file:[./~A-Za-z][^\\s\"']*+");

    /** The first chars of references. */
    private static final String REFERS = "$%cef";

    private static final int MAX_LENGTH = 200;

    private Placeholder() {}

    /** Whether this value gives nothing away, such as {@code ${PASSWORD}} or {@code true}. */
    static boolean is(String value) {
        if (value.isBlank()) {
            return true;
        }
        if (value.length() <= MAX_WORD && WORDS.contains(value.toLowerCase(Locale.ROOT))) {
            return true;
        }
        return value.length() <= MAX_LENGTH
                && REFERS.indexOf(value.charAt(0)) >= 0
                && REFERENCE.matcher(value).matches();
    }

    /** The same for a part of a text. */
    static boolean is(Text text, int start, int end) {
        return end - start > MAX_LENGTH ? text.isBlank(start, end) : start >= end || is(text.substring(start, end));
    }
}
