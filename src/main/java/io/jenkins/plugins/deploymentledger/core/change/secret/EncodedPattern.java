package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds {@code user:secret} where a program encodes it: {@code "bob:x".bytes.encodeBase64()}, {@code btoa('bob:x')}. */
final class EncodedPattern implements SecretPattern {

    private static final String PAIR = "([\"'])([^\\s\"':]{1,64}+:(?!//)([^\"'\\r\\n]{1,256}+))\\1";

    private static final List<String> BEHIND = List.of(".bytes", ".getBytes", ".encode", ".toByteArray");

    private static final List<String> BEFORE = List.of(
            "btoa(",
            "b64encode(",
            "encodeToString(",
            "encodeBase64(",
            "base64Encode(",
            "base64_encode(",
            "strict_encode64(");

    /** Texts without one of these have none. */
    static final List<String> SIGNS =
            Stream.concat(BEHIND.stream(), BEFORE.stream()).toList();

    private static final Pattern PAIR_BEFORE =
            Pattern.compile("(?<![\"'])" + PAIR + "(?=\\.(?:bytes|getBytes|encode|toByteArray))");
    private static final Pattern PAIR_BEHIND = Pattern.compile("(?<=\\()[ \\t]{0,4}b?" + PAIR);

    @Override
    public void find(Text text, Spans spans) {
        if (!text.has(Sign.ENCODING) || !text.hasQuotes()) {
            return;
        }
        Matcher pairs = PAIR_BEFORE.matcher(text);
        while (pairs.find()) {
            add(pairs, spans);
        }
        for (String call : BEFORE) {
            int at = text.indexOf(call, 0);
            while (at >= 0) {
                int inside = at + call.length();
                Matcher pair =
                        PAIR_BEHIND.matcher(text).region(inside, text.length()).useTransparentBounds(true);
                if (pair.lookingAt()) {
                    add(pair, spans);
                }
                at = text.indexOf(call, inside);
            }
        }
    }

    private static void add(Matcher pair, Spans spans) {
        if (!Placeholder.is(pair.group(3))) {
            spans.add(pair.start(3), pair.end(3));
        }
    }
}
