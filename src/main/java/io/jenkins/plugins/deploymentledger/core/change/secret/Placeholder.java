package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Values that stand where a secret would, but are none: empty ones, booleans, and references to a variable. */
final class Placeholder {

    private static final Set<String> WORDS = Set.of("", "true", "false", "null", "none", "yes", "no");

    private static final Pattern REFERENCE = Pattern.compile(
            "\\$\\{[A-Za-z_][A-Za-z0-9_.]*+}|\\$[A-Z_]{2,}+|%[A-Z_]{2,}+%|\\$\\([A-Z_]{2,}+\\)|credentials\\(.*"
                    + "|env:[A-Za-z_][A-Za-z0-9_]*+|fd:[0-9]++|file:[./~A-Za-z][^\\s\"']*+");

    private static final int MAX_LENGTH = 200;

    private Placeholder() {}

    /** Whether this value gives nothing away, such as {@code ${PASSWORD}} or {@code true}. */
    static boolean is(String value) {
        return value.isBlank()
                || value.length() <= MAX_LENGTH
                        && (WORDS.contains(value.toLowerCase(Locale.ROOT))
                                || REFERENCE.matcher(value).matches());
    }
}
