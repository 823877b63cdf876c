package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.Set;

/**
 * Finds secrets among the arguments of calls: {@code put("DB_PASSWORD", "x")}, {@code Secret.fromString("x")},
 * {@code createAccount("zed", "x")}, {@code new UsernamePasswordCredentialsImpl(scope, "id", "why", "zed", "x")}.
 */
final class CallPattern implements SecretPattern {

    private static final int MAX_NAME = 128;

    /** How far the arguments of one call are read. */
    private static final int MAX_ARGUMENTS = 1_000;

    /** Takes a description after the passphrase. */
    private static final String SSH_KEY = "BasicSSHUserPrivateKey";

    /** What is called with a secret as its last text, whatever the others are. */
    private static final Set<String> TAKE_SECRETS = Set.of(
            "authenticate",
            "authenticate2",
            "createAccount",
            "createAccountWithHashedPassword",
            "UsernamePasswordCredentialsImpl",
            "StringCredentialsImpl",
            "Secret.fromString",
            "Secret.decrypt",
            SSH_KEY,
            "DirectEntryPrivateKeySource",
            "PasswordAuthentication",
            "UsernamePasswordCredentials",
            "HTTPBasicAuth",
            "basicAuth",
            "setBasicAuth",
            "UsernamePasswordAuthenticationToken",
            "DriverManager.getConnection");

    @Override
    public void find(Text text, Spans spans) {
        if (!text.hasQuotes()) {
            return;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(' && takesSecret(text, i)) {
                lastText(text, i + 1, text.startsWith(SSH_KEY, i - SSH_KEY.length()), spans);
            } else if (isQuote(c) && beginsArguments(text, i)) {
                named(text, i, spans);
            }
        }
    }

    private static boolean takesSecret(Text text, int bracket) {
        String name = text.substring(text.nameBefore(bracket, MAX_NAME), bracket);
        int last = name.lastIndexOf('.');
        int before = name.lastIndexOf('.', last - 1);
        return TAKE_SECRETS.contains(name.substring(last + 1))
                || last > 0 && TAKE_SECRETS.contains(name.substring(before + 1));
    }

    /** Adds the inside of the last text among the arguments that begin here, perhaps with the one before. */
    private static void lastText(Text text, int start, boolean two, Spans spans) {
        int end = Math.min(text.length(), start + MAX_ARGUMENTS);
        int depth = 1;
        Extent last = null;
        Extent before = null;
        for (int i = start; i < end && depth > 0; i++) {
            char c = text.charAt(i);
            if (isQuote(c)) {
                before = last;
                last = Extent.quoted(text, i);
                i = last.end();
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            }
        }
        if (last != null) {
            add(text, last, spans);
        }
        if (two && before != null) {
            add(text, before, spans);
        }
    }

    /** Whether a quote begins the first argument: after a bracket, or after a word and a blank as Groovy and shells write it. */
    private static boolean beginsArguments(Text text, int quote) {
        int before = quote - 1;
        while (before > 0 && text.charAt(before) == '\\') {
            before--;
        }
        return text.charAt(before) == '('
                || text.charAt(before) == '['
                || text.charAt(before) == ' ' && before > 0 && Text.isName(text.charAt(before - 1));
    }

    /** Adds the second argument, if the first is a text that announces a secret. */
    private static void named(Text text, int quote, Spans spans) {
        int end = quote + 1;
        while (end < text.length() && end - quote <= MAX_NAME && Text.isName(text.charAt(end))) {
            end++;
        }
        String name = text.substring(quote + 1, end);
        int next = passed(text, passed(text, end, "\\"), String.valueOf(text.charAt(quote)));
        if (next == end || !SecretNames.saysSecret(name)) {
            return;
        }
        int comma = passed(text, next, " \t\r\n");
        if (comma >= text.length() || text.charAt(comma) != ',') {
            return;
        }
        Extent value = Extent.quoted(text, passed(text, comma + 1, " \t\r\n"));
        if (value != null && (text.charAt(quote - 1) != '[' || isLastOfTwo(text, value))) {
            add(text, value, spans);
        }
    }

    /** Whether a list is a pair, rather than a list of names. */
    private static boolean isLastOfTwo(Text text, Extent value) {
        int end = passed(text, value.end(), "\\\"' ");
        return end < text.length()
                && text.charAt(end) == ']'
                && (value.end() - value.start() > MAX_NAME
                        || !SecretNames.saysSecret(text.substring(value.start(), value.end())));
    }

    private static void add(Text text, Extent value, Spans spans) {
        if (!Placeholder.is(text, value.start(), value.end())) {
            spans.add(value.start(), value.end());
        }
    }

    private static int passed(Text text, int start, String any) {
        return text.behind(start, start + MAX_NAME, any);
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }
}
