package io.jenkins.plugins.deploymentledger.core.ledger.query;

/** A user's input as it may stand in a message: quoted, short, and without characters that act on a terminal or log. */
final class Shown {

    private static final int LONGEST = 60;

    private Shown() {}

    static String of(String input) {
        StringBuilder text = new StringBuilder("'");
        input.codePoints().limit(LONGEST).forEach(c -> {
            int type = Character.getType(c);
            boolean acts = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (acts) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        if (input.codePointCount(0, input.length()) > LONGEST) {
            text.append('…');
        }
        return text.append('\'').toString();
    }
}
