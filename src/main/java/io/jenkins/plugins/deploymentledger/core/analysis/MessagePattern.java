package io.jenkins.plugins.deploymentledger.core.analysis;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.regex.Matcher;
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
        String text = message;
        if (!machine.isEmpty()) {
            text = Pattern.compile("(?<![\\w-])" + Pattern.quote(machine) + "(?![\\w-])", Pattern.CASE_INSENSITIVE)
                    .matcher(text)
                    .replaceAll("<machine>");
        }
        text = URL.matcher(text).replaceAll("<url>");
        text = UUID.matcher(text).replaceAll("<id>");
        text = PATH.matcher(text).replaceAll("<path>");
        text = HEX.matcher(text).replaceAll("<id>");
        text = NUMBER.matcher(text).replaceAll(Matcher.quoteReplacement("#"));
        return text.strip();
    }
}
