package io.jenkins.plugins.deploymentledger.core.analysis;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What is left of a message without what is different on each machine: its name, identifiers, paths and numbers.
 *
 * <p>Two messages with the same pattern say the same. The pattern of a pattern is itself.
 */
final class MessagePattern {

    private static final Pattern URL = Pattern.compile("\\b[a-zA-Z][a-zA-Z0-9+.-]*://[^\\s\"'<>]+");
    private static final Pattern UUID =
            Pattern.compile("\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b");

    /** Absolute ones of Unix and of Windows, with two names at least or a drive, so that "and/or" is none. */
    private static final Pattern PATH = Pattern.compile(
            "(?<![\\w/\\\\.])(?:/[\\w.+@~#-]+(?:/[\\w.+@~#-]*)+|[A-Za-z]:\\\\[^\\s\"'<>|:*?]*|\\\\\\\\[^\\s\"'<>|:*?]+)");

    /** Eight digits at least, of which one is a letter and one is none. */
    private static final Pattern HEX =
            Pattern.compile("\\b(?=[0-9a-fA-F]*[0-9])(?=[0-9a-fA-F]*[a-fA-F])[0-9a-fA-F]{8,}\\b");

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,:]\\d+)*");

    private MessagePattern() {}

    /**
     * The pattern of a message.
     *
     * @param machine the name of the machine that it is about
     */
    @NonNull
    static String of(@NonNull String message, @NonNull String machine) {
        return withoutValues(withoutName(message, machine));
    }

    /** A message without the name of the machine that it is about, in whatever case, where that is a word. */
    @NonNull
    static String withoutName(@NonNull String message, @NonNull String machine) {
        int length = machine.length();
        if (length == 0) {
            return message;
        }
        // By hand: a pattern for each of thousands of machines takes longer to be made than all else here.
        StringBuilder text = new StringBuilder();
        int done = 0;
        int last = message.length() - length;
        for (int at = 0; at <= last; at++) {
            if (message.regionMatches(true, at, machine, 0, length)
                    && !isOfWord(message, at - 1)
                    && !isOfWord(message, at + length)) {
                text.append(message, done, at).append("<machine>");
                done = at + length;
                at = done - 1;
            }
        }
        return done == 0
                ? message
                : text.append(message, done, message.length()).toString();
    }

    /** Whether there are eight hexadecimal digits in a row. */
    private static boolean hasHexadecimals(String text) {
        int run = 0;
        for (int i = 0; i < text.length() && run < 8; i++) {
            run = HexFormat.isHexDigit(text.charAt(i)) ? run + 1 : 0;
        }
        return run == 8;
    }

    private static boolean isOfWord(String text, int at) {
        if (at < 0 || at >= text.length()) {
            return false;
        }
        char c = text.charAt(at);
        return c == '-' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** The pattern of a message that names no machine any more. */
    @NonNull
    static String withoutValues(@NonNull String message) {
        String text = message;
        // Only what can be there is searched for.
        if (text.contains("://")) {
            text = URL.matcher(text).replaceAll("<url>");
        }
        if (text.indexOf('-') >= 0) {
            text = UUID.matcher(text).replaceAll("<id>");
        }
        if (text.indexOf('/') >= 0 || text.indexOf('\\') >= 0) {
            text = PATH.matcher(text).replaceAll("<path>");
        }
        if (hasHexadecimals(text)) {
            text = HEX.matcher(text).replaceAll("<id>");
        }
        text = NUMBER.matcher(text).replaceAll("#");
        return text.strip();
    }
}
