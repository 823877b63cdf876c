package io.jenkins.plugins.deploymentledger.core.change.secret;

/** Finds secrets given to options of commands: {@code --password x}, {@code -u user:x}, {@code sshpass -p x}. */
final class OptionPattern implements SecretPattern {

    /** How much of a command is read, in chars. */
    private static final int MAX_COMMAND = 240;

    private static final int MAX_OPTION = 64;
    private static final int MAX_USER = 256;

    @Override
    public void find(Text text, Spans spans) {
        int dash = text.has('-') ? text.indexOf('-', 0) : -1;
        boolean special = text.has(Sign.COMMAND_WITH_OPTIONS);
        while (dash >= 0) {
            int next = dash + 1;
            if (dash == 0 || isBoundary(text.charAt(dash - 1))) {
                int end = text.until(dash, dash + MAX_OPTION, " \t\r\n=\"'`,");
                option(text, dash, end, special, spans);
                next = end;
            }
            dash = text.indexOf('-', Math.max(next, dash + 1));
        }
    }

    private static void option(Text text, int start, int end, boolean special, Spans spans) {
        String option = text.substring(start, end);
        String command = special && Options.dependsOnCommand(option) ? commandBefore(text, start) : "";
        Options.Meaning meaning = Options.of(option, command);
        switch (meaning.kind()) {
            case ATTACHED:
                attached(text, start + meaning.length(), text.until(end, " \t\r\n"), 0, spans);
                break;
            case PROBABLY_ATTACHED:
                // What is assigned to the name of a secret is found by that.
                if (!text.startsWith("=", end)) {
                    attached(text, start + meaning.length(), text.until(end, " \t\r\n"), 0, spans);
                }
                break;
            case ATTACHED_USER:
                int from = start + meaning.length();
                int to = text.until(from, " \t\r\n\"'`");
                attached(text, from, to, Options.secretOf(beginning(text, from, to), command), spans);
                break;
            case USER, SECRET:
                next(text, end, meaning.kind(), command, spans);
                break;
            default:
                break;
        }
    }

    private static void attached(Text text, int start, int end, int secret, Spans spans) {
        if (!Placeholder.is(text, start + secret, end)) {
            spans.add(start + secret, end);
        }
    }

    /** Adds the secret in the next argument. */
    private static void next(Text text, int end, Options.Kind kind, String command, Spans spans) {
        // What is assigned to the name of a secret is found by that.
        String between = kind == Options.Kind.USER ? "= \t\"'," : " \t\"',";
        int value = text.behind(end, text.length(), between);
        if (value == end) {
            return;
        }
        char quote = text.charAt(value - 1);
        boolean quoted = quote == '"' || quote == '\'';
        int valueEnd = text.until(value, quoted ? quote + "\n" : " \t\r\n\"'`");
        String argument = beginning(text, value, valueEnd);
        int secret = kind == Options.Kind.USER ? Options.secretOf(argument, command) : 0;
        boolean given = kind != Options.Kind.USER || secret > 0;
        if (given && !argument.startsWith("--") && !Placeholder.is(text, value + secret, valueEnd)) {
            spans.add(value + secret, valueEnd);
        }
    }

    /** As much of an argument as it takes to find the user in it. */
    private static String beginning(Text text, int start, int end) {
        return text.substring(start, Math.min(end, start + MAX_USER));
    }

    /** The command up to the option, over lines that end with a sign that the next one belongs to it. */
    private static String commandBefore(Text text, int start) {
        int line = start;
        int floor = Math.max(0, start - MAX_COMMAND);
        while (line > floor && !endsCommand(text, line - 1)) {
            line--;
        }
        return text.substring(line, start);
    }

    private static boolean endsCommand(Text text, int i) {
        char c = text.charAt(i);
        return c == ';' || c == '|' || c == '&' || c == '\n' && (i == 0 || "\\`^".indexOf(text.charAt(i - 1)) < 0);
    }

    private static boolean isBoundary(char c) {
        return Character.isWhitespace(c) || c == '"' || c == '\'' || c == '`' || c == '(' || c == '[' || c == ',';
    }
}
