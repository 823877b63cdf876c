package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Finds the credentials after {@code Bearer} (RFC 6750) and {@code Basic} (RFC 7617) wherever they are written. */
final class BearerPattern implements SecretPattern {

    private static final String BEARER = "bearer";
    private static final String BASIC = "basic";
    private static final int MIN_LENGTH = 6;
    private static final int LONG = 20;

    @Override
    public void find(Text text, Spans spans) {
        if (!text.has(Sign.SCHEME)) {
            return;
        }
        for (int i = 0; i + MIN_LENGTH < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'b' || c == 'B') {
                String scheme = text.startsWithIgnoringCase(BEARER, i) ? BEARER : BASIC;
                if (text.startsWithIgnoringCase(scheme, i)) {
                    credentials(text, i + scheme.length(), scheme.equals(BASIC), spans);
                }
            }
        }
    }

    private static void credentials(Text text, int after, boolean basic, Spans spans) {
        int start = after;
        while (start < text.length() && (text.charAt(start) == ' ' || text.startsWith("%20", start))) {
            start += text.charAt(start) == ' ' ? 1 : 3;
        }
        if (start == after) {
            return;
        }
        int end = start;
        while (end < text.length() && isToken(text.charAt(end))) {
            end++;
        }
        if (end - start < MIN_LENGTH) {
            return;
        }
        String word = text.substring(start, end);
        if (basic ? isUserAndPassword(word) : isNoPlainWord(word)) {
            spans.add(start, end);
        }
    }

    private static boolean isToken(char c) {
        return EncryptedPattern.isBase64(c) || c == '-' || c == '.' || c == '_' || c == '~';
    }

    private static boolean isNoPlainWord(String word) {
        return word.length() >= LONG || !word.chars().allMatch(c -> c >= 'a' && c <= 'z' || c == '.');
    }

    private static boolean isUserAndPassword(String word) {
        try {
            byte[] decoded = Base64.getDecoder().decode(word);
            return new String(decoded, StandardCharsets.ISO_8859_1).indexOf(':') >= 0;
        } catch (IllegalArgumentException e) {
            // No base64, so it follows the word "basic" by chance.
            return false;
        }
    }
}
