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
    public void find(Text text, Spans spans) {
        int scheme = text.has(Sign.URL) ? text.indexOf("://", 0) : -1;
        boolean mayBeHook = text.has(Sign.HOOK);
        int end = 0;
        int at = -1;
        while (scheme >= 0) {
            int start = scheme + 3;
            // A URL within a URL ends where that one does.
            if (start >= end) {
                end = endOf(text, start);
                at = lastAt(text, start, end);
                if (mayBeHook) {
                    hooks(text, start, end, spans);
                }
            }
            if (at >= start) {
                user(text, scheme, start, end, at, spans);
            }
            scheme = text.indexOf("://", start);
        }
    }

    private static int endOf(Text text, int start) {
        int limit = Math.min(text.length(), start + MAX_URL);
        int end = start;
        while (end < limit && !Character.isWhitespace(text.charAt(end)) && "\"'<>`".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** Adds what stands before the last {@code @} of the user part, which is {@code lastAt} where a slash does not end it before. */
    private static void user(Text text, int scheme, int start, int end, int lastAt, Spans spans) {
        int path = text.until(start, end, "/?#");
        int colon = colonOf(text, start, path);
        // A password with a slash in it: what follows the colon is no port.
        int authority = colon >= 0 && !isPort(text, colon + 1, path) ? end : path;
        int at = authority == end ? lastAt : lastAt(text, start, authority);
        if (at < 0) {
            return;
        }
        if (colon < 0 || colon > at) {
            if (!text.startsWithIgnoringCase("ssh", Math.max(0, scheme - 3))) {
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

    private static void hooks(Text text, int start, int end, Spans spans) {
        Matcher hook = HOOK.matcher(text).region(start, end);
        while (hook.find()) {
            spans.add(hook.end(), text.until(hook.end(), end, "?#"));
        }
    }

    private static int lastAt(Text text, int start, int end) {
        int at = end - 1;
        while (at >= start && text.charAt(at) != '@') {
            at--;
        }
        return at < start ? -1 : at;
    }

    private static boolean isPort(Text text, int start, int end) {
        int i = start;
        while (i < end && Character.isDigit(text.charAt(i))) {
            i++;
        }
        return i == end;
    }

    private static int colonOf(Text text, int start, int end) {
        int colon = text.until(start, end, ":");
        return colon < end ? colon : -1;
    }
}
