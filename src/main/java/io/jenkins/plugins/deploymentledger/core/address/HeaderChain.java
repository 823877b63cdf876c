package io.jenkins.plugins.deploymentledger.core.address;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Takes the nodes out of the values of a header, from the client's end to ours.
 *
 * <p>Anybody can put any number of nodes at the client's end, so that the ones nearest to us are kept.
 *
 * @param hops at most {@link #MAX_HOPS}
 * @param omitted how many more there were at the client's end, as far as was read
 */
record HeaderChain(List<Hop> hops, int omitted) {

    static final int MAX_HOPS = 16;
    private static final int MAX_CHARS = 8192;

    static HeaderChain ofForwardedFor(List<String> values) {
        return of(values, node -> node);
    }

    static HeaderChain ofForwarded(List<String> values) {
        return of(values, HeaderChain::forNode);
    }

    /** Whether it says of anybody who it is; a header that gives only the protocol, or nothing at all, does not. */
    boolean namesAnybody() {
        return hops.stream().anyMatch(hop -> !hop.text().isEmpty());
    }

    /** As it is told of where it is not the way itself; of a longer one, the beginning is an ellipsis. */
    List<String> shown() {
        Stream<String> shown = hops.stream().map(Hop::shown);
        return (omitted > 0 ? Stream.concat(Stream.of("…"), shown) : shown).toList();
    }

    /** Whether none of its nodes is an address. */
    boolean hasNoAddress() {
        return hops.stream().allMatch(hop -> hop.address() == null);
    }

    private static HeaderChain of(List<String> values, UnaryOperator<String> node) {
        String joined = tail(String.join(",", values));
        Deque<String> nodes = new ArrayDeque<>();
        int omitted = 0;
        for (String element : split(joined, ',')) {
            if (element.isBlank()) {
                continue;
            }
            nodes.add(node.apply(element));
            if (nodes.size() > MAX_HOPS) {
                nodes.removeFirst();
                omitted++;
            }
        }
        return new HeaderChain(nodes.stream().map(HopParser::parse).toList(), omitted);
    }

    /** The last chars, from the beginning of a node. */
    private static String tail(String joined) {
        if (joined.length() <= MAX_CHARS) {
            return joined;
        }
        int comma = joined.indexOf(',', joined.length() - MAX_CHARS);
        return comma < 0 ? joined.substring(joined.length() - MAX_CHARS) : joined.substring(comma + 1);
    }

    /** What follows {@code for=} in {@code for=192.0.2.60;proto=http;by=203.0.113.43}; empty text if nothing does. */
    private static String forNode(String element) {
        for (String pair : split(element, ';')) {
            int equals = pair.indexOf('=');
            if (equals > 0
                    && pair.substring(0, equals)
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .equals("for")) {
                return pair.substring(equals + 1);
            }
        }
        return "";
    }

    /** Parts between separators that are not in quotes; a quote that is never closed is an ordinary char. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int lastQuote = text.lastIndexOf('"');
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && (quoted || i < lastQuote)) {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
