package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds secrets in URLs: passwords in the user part (RFC 3986, 3.2.1), and the paths of webhooks. */
final class UrlPattern implements SecretPattern {

    private static final int MAX_URL = 2048;

    /** Hosts and path segments after which a path is itself the secret. */
    private static final Pattern HOOK = Pattern.compile(
            "(?i)(?:hooks\\.slack\\.com/(?:services|workflows|triggers)|discord(?:app)?\\.com/api/webhooks"
                    + "|webhook\\.office\\.com|/incoming-?webhooks?|/webhooks?(?:b2)?|/hooks|logic\\.azure\\.com/workflows"
                    + "|chat\\.googleapis\\.com/v1/spaces|api\\.telegram\\.org)/");

    @Override
    public void find(String text, Spans spans) {
        int scheme = text.indexOf("://");
        int end = 0;
        while (scheme >= 0) {
            int start = scheme + 3;
            // A URL within a URL ends where that one does.
            if (start >= end) {
                end = endOf(text, start);
                hooks(text, start, end, spans);
            }
            user(text, scheme, start, end, spans);
            scheme = text.indexOf("://", start);
        }
    }

    private static int endOf(String text, int start) {
        int limit = Math.min(text.length(), start + MAX_URL);
        int end = start;
        while (end < limit && !Character.isWhitespace(text.charAt(end)) && "\"'<>`".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static void user(String text, int scheme, int start, int end, Spans spans) {
        int path = firstOf(text, start, end, "/?#");
        int colon = colonOf(text, start, path);
        // A password with a slash in it: what follows the colon is no port.
        int authority = colon >= 0 && !isPort(text, colon + 1, path) ? end : path;
        int at = lastAt(text, start, authority);
        if (at < 0) {
            return;
        }
        if (colon < 0 || colon > at) {
            if (!text.regionMatches(true, Math.max(0, scheme - 3), "ssh", 0, 3)) {
                spans.add(start, at);
            }
            return;
        }
        String password = text.substring(colon + 1, at);
        if (password.isEmpty() || password.equals("x-oauth-basic")) {
            spans.add(start, colon);
        } else if (!Placeholder.is(password)) {
            spans.add(colon + 1, at);
        }
    }

    private static void hooks(String text, int start, int end, Spans spans) {
        Matcher hook = HOOK.matcher(text).region(start, end);
        while (hook.find()) {
            spans.add(hook.end(), firstOf(text, hook.end(), end, "?#"));
        }
    }

    private static int lastAt(String text, int start, int end) {
        int at = end - 1;
        while (at >= start && text.charAt(at) != '@') {
            at--;
        }
        return at < start ? -1 : at;
    }

    private static boolean isPort(String text, int start, int end) {
        int i = start;
        while (i < end && Character.isDigit(text.charAt(i))) {
            i++;
        }
        return i == end;
    }

    private static int colonOf(String text, int start, int end) {
        int colon = firstOf(text, start, end, ":");
        return colon < end ? colon : -1;
    }

    private static int firstOf(String text, int start, int end, String any) {
        for (int i = start; i < end; i++) {
            if (any.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return end;
    }
}
