package io.jenkins.plugins.deploymentledger.core.change.secret;

/** Finds secrets given to options of commands: {@code --password x}, {@code -u user:x}, {@code sshpass -p x}. */
final class OptionPattern implements SecretPattern {

    @Override
    public void find(String text, Spans spans) {
        int dash = text.indexOf('-');
        while (dash >= 0) {
            int next = dash + 1;
            if (dash == 0 || isBoundary(text.charAt(dash - 1))) {
                int end = Math.min(Extent.until(text, dash, " \t\r\n=\"'`,"), dash + 64);
                option(text, dash, end, spans);
                next = end;
            }
            dash = text.indexOf('-', Math.max(next, dash + 1));
        }
    }

    private static void option(String text, int start, int end, Spans spans) {
        String option = text.substring(start, end);
        Options.Kind kind = Options.kindOf(option, commandBefore(text, start));
        if (kind == Options.Kind.ATTACHED) {
            spans.add(start + 2, Extent.until(text, end, " \t\r\n"));
            return;
        }
        if (kind == Options.Kind.PLAIN) {
            return;
        }
        int value = end;
        while (value < text.length() && " \t\"',".indexOf(text.charAt(value)) >= 0) {
            value++;
        }
        if (value == end) {
            return;
        }
        char quote = text.charAt(value - 1);
        boolean quoted = quote == '"' || quote == '\'';
        int valueEnd = Extent.until(text, value, quoted ? quote + "\n" : " \t\r\n\"'`");
        String argument = text.substring(value, valueEnd);
        int secret = kind == Options.Kind.USER ? argument.indexOf(':') + 1 : 0;
        boolean given = kind != Options.Kind.USER || secret > 0;
        if (given && !argument.startsWith("--") && !Placeholder.is(argument.substring(secret))) {
            spans.add(value + secret, valueEnd);
        }
    }

    /** The command up to the option, at most 120 chars of it. */
    private static String commandBefore(String text, int start) {
        int line = start;
        int floor = Math.max(0, start - 120);
        while (line > floor && "\n;|&".indexOf(text.charAt(line - 1)) < 0) {
            line--;
        }
        return text.substring(line, start);
    }

    private static boolean isBoundary(char c) {
        return Character.isWhitespace(c) || c == '"' || c == '\'' || c == '`' || c == '(' || c == '[' || c == ',';
    }
}
