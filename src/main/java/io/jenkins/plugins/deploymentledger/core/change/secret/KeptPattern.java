package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what commands are given to be kept as secrets, whatever its names: {@code vault kv put path a=x b=y},
 * {@code kubectl create secret generic s --from-literal=a=x}.
 */
final class KeptPattern implements SecretPattern {

    private static final int MAX_COMMAND = 2_000;

    private static final Pattern VAULT =
            Pattern.compile("\\bvault[ \\t]{1,8}+(?:kv[ \\t]{1,8}+(?:put|patch)|write)[ \\t]");
    private static final String LITERAL = "--from-literal";
    private static final Pattern LITERALS = Pattern.compile(LITERAL + "(?=[= \\t])");

    private static final Pattern PAIR = Pattern.compile(
            "[ \\t\\\\\\n=]([\"']?)[A-Za-z_][A-Za-z0-9_.-]{0,128}+=(?![@<])(?:\"([^\"\\n]{1,1024}+)\"|'([^'\\n]{1,1024}+)'|([^\\s\"']{1,1024}+))");

    @Override
    public void find(Text text, Spans spans) {
        if (text.has(Sign.VAULT)) {
            Matcher vault = VAULT.matcher(text);
            int done = 0;
            while (vault.find(done)) {
                done = endOf(text, vault.end());
                pairs(text, vault.end() - 1, done, spans);
            }
        }
        if (!text.has(Sign.LITERAL)) {
            return;
        }
        Matcher literal = LITERALS.matcher(text);
        while (literal.find()) {
            Matcher pair = PAIR.matcher(text).region(literal.end(), text.length());
            if (pair.lookingAt()) {
                add(text, pair, spans);
            }
        }
    }

    private static void pairs(Text text, int start, int end, Spans spans) {
        Matcher pair = PAIR.matcher(text).region(start, end);
        while (pair.find()) {
            add(text, pair, spans);
        }
    }

    private static void add(Text text, Matcher pair, Spans spans) {
        for (int group = 2; group <= pair.groupCount(); group++) {
            if (pair.start(group) >= 0 && !Placeholder.is(pair.group(group))) {
                // Where the whole argument is in quotes, the value goes up to their end.
                String quote = pair.group(1);
                int end = quote.isEmpty() ? pair.end(group) : text.until(pair.start(group), quote + "\n");
                spans.add(pair.start(group), end);
            }
        }
    }

    /** The end of the command, over lines that end with a backslash. */
    private static int endOf(Text text, int start) {
        int limit = Math.min(text.length(), start + MAX_COMMAND);
        int end = start;
        while (end < limit
                && ";|&".indexOf(text.charAt(end)) < 0
                && (text.charAt(end) != '\n' || text.charAt(end - 1) == '\\')) {
            end++;
        }
        return end;
    }
}
