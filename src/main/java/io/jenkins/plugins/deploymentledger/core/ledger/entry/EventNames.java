package io.jenkins.plugins.deploymentledger.core.ledger.entry;

/** The form of the names of event types and of their categories. */
final class EventNames {

    private static final int MAX_LENGTH = 100;

    private EventNames() {}

    static void checkWord(String name) {
        if (words(name) != 1) {
            throw new IllegalArgumentException("The event category \"" + name
                    + "\" is not one word of lower case letters, digits, hyphens and underscores, such as user");
        }
    }

    static void checkDotted(String name) {
        if (words(name) < 2) {
            throw new IllegalArgumentException("The event type \"" + name
                    + "\" is not a name of two or more lower case words joined by dots, such as user.delete");
        }
    }

    /** How many words a name has; 0 if it is not made of them. Without a pattern, since it is asked for each entry that is read. */
    private static int words(String name) {
        if (name == null || name.isEmpty() || name.length() > MAX_LENGTH) {
            return 0;
        }
        int words = 1;
        boolean begins = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.' && !begins) {
                words++;
                begins = true;
            } else if (c >= 'a' && c <= 'z' || !begins && (c >= '0' && c <= '9' || c == '_' || c == '-')) {
                begins = false;
            } else {
                return 0;
            }
        }
        return begins ? 0 : words;
    }
}
