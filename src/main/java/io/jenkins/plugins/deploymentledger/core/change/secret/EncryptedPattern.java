package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.regex.Pattern;

/** Finds values encrypted by Jenkins: base64 in braces, whose first byte is a version. */
final class EncryptedPattern implements SecretPattern {

    private static final Pattern ENCRYPTED = Pattern.compile("\\{[A-Za-z0-9+/]{20,}+={0,2}}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{22,}+={0,2}");
    private static final int MAX_BLOCK = 1 << 16;

    /** Whether this text is an encrypted value, or might be one in the form of old versions, which had no braces. */
    static boolean mayBeEncrypted(String text) {
        return text.length() <= MAX_BLOCK
                && (ENCRYPTED.matcher(text).matches()
                        || text.length() % 4 == 0 && BASE64.matcher(text).matches());
    }

    @Override
    public void find(Text text, Spans spans) {
        int open = text.has('{') ? text.indexOf('{', 0) : -1;
        while (open >= 0) {
            int close = open + 1;
            while (close < text.length() && isBase64(text.charAt(close))) {
                close++;
            }
            boolean encrypted = close < text.length() && text.charAt(close) == '}' && close - open > 20;
            if (encrypted) {
                spans.add(open, close + 1);
            }
            open = text.indexOf('{', close);
        }
    }

    static boolean isBase64(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '=';
    }
}
