package io.jenkins.plugins.deploymentledger.core.change.secret;

/** Finds secrets in statements of programs that are a name and a text, as in Groovy and Gradle: {@code password 'x'}. */
final class StatementPattern implements SecretPattern {

    private static final int MAX_NAME = 64;

    @Override
    public void find(Text text, Spans spans) {
        if (!text.hasQuotes()) {
            return;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == '"' || c == '\'') && isBlank(text.charAt(i - 1))) {
                statement(text, i, spans);
            }
        }
    }

    private static void statement(Text text, int quote, Spans spans) {
        int floor = Math.max(0, quote - MAX_NAME);
        int end = quote;
        while (end > floor && isBlank(text.charAt(end - 1))) {
            end--;
        }
        int start = text.nameBefore(end, end - floor);
        String name = text.substring(start, end);
        // The name of a command is none of a secret.
        if (name.isEmpty() || name.equals("passwd") || !beginsStatement(text, start) || !SecretNames.saysSecret(name)) {
            return;
        }
        Extent value = Extent.quoted(text, quote);
        if (endsStatement(text, value.end() + 1) && !Placeholder.is(text, value.start(), value.end())) {
            spans.add(value.start(), value.end());
        }
    }

    private static boolean beginsStatement(Text text, int start) {
        int at = start;
        int floor = Math.max(0, start - MAX_NAME);
        while (at > floor && isBlank(text.charAt(at - 1))) {
            at--;
        }
        return at == 0 || "\n{;".indexOf(text.charAt(at - 1)) >= 0;
    }

    private static boolean endsStatement(Text text, int end) {
        int at = end;
        while (at < text.length() && at - end < MAX_NAME && isBlank(text.charAt(at))) {
            at++;
        }
        return at >= text.length() || "\r\n;}".indexOf(text.charAt(at)) >= 0;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
