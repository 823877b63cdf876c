package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import java.util.regex.Pattern;

/** The form of the names of event types and of their categories. */
final class EventNames {

    private static final int MAX_LENGTH = 100;
    private static final String WORD = "[a-z][a-z0-9_-]*";
    private static final Pattern ONE_WORD = Pattern.compile(WORD);
    private static final Pattern DOTTED = Pattern.compile(WORD + "(\\." + WORD + ")+");

    private EventNames() {}

    static void checkWord(String name) {
        if (name == null
                || name.length() > MAX_LENGTH
                || !ONE_WORD.matcher(name).matches()) {
            throw new IllegalArgumentException("The event category \"" + name
                    + "\" is not one word of lower case letters, digits, hyphens and underscores, such as user");
        }
    }

    static void checkDotted(String name) {
        if (name == null || name.length() > MAX_LENGTH || !DOTTED.matcher(name).matches()) {
            throw new IllegalArgumentException("The event type \"" + name
                    + "\" is not a name of two or more lower case words joined by dots, such as user.delete");
        }
    }
}
