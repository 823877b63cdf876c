package io.jenkins.plugins.deploymentledger.core.address;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one node of {@code X-Forwarded-For} or {@code Forwarded} (RFC 7239, 6): an address, a port, quotes, or garbage. */
final class HopParser {

    static final int MAX_TEXT = 64;

    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)](?::[A-Za-z0-9._-]{1,16})?");
    private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):[A-Za-z0-9._-]{1,16}");

    private HopParser() {}

    static Hop parse(String raw) {
        Optional<IpAddress> address = address(unquoted(raw.strip()));
        return new Hop(shown(raw), address.map(IpAddress::toString).orElse(null));
    }

    private static Optional<IpAddress> address(String text) {
        if (text.length() > 2 * MAX_TEXT) {
            return Optional.empty();
        }
        Matcher bracketed = BRACKETED.matcher(text);
        if (bracketed.matches()) {
            return bracketed.group(1).indexOf(':') < 0 ? Optional.empty() : IpAddress.parse(bracketed.group(1));
        }
        Matcher withPort = WITH_PORT.matcher(text);
        return IpAddress.parse(withPort.matches() ? withPort.group(1) : text);
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).replace("\\", "").strip() : text;
    }

    private static String shown(String raw) {
        StringBuilder shown = new StringBuilder();
        raw.strip().codePoints().limit(MAX_TEXT).forEach(c -> {
            boolean plain = !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT && !isSurrogate(c);
            if (shown.length() + Character.charCount(c) <= MAX_TEXT) {
                shown.appendCodePoint(plain ? c : '\uFFFD');
            }
        });
        return shown.toString();
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
