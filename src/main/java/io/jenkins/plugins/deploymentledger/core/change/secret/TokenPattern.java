package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds words that are secrets by their looks: the tokens of known makers, JSON web tokens, and random words. */
final class TokenPattern implements SecretPattern {

    private static final int MIN_RUN = 16;
    private static final String WEB_TOKEN = "eyJ";
    private static final int MIN_HEADER = 9;
    private static final int ASCII = 128;

    /** The first two chars of the shapes. */
    private static final BitSet BEGINNINGS = new BitSet(ASCII * ASCII);

    static {
        String all =
                "AK AS AB AC gh gi gl xo xa np py do hv sk rk AI ya SG dc sq sh AG at AT NR PM li GO hf wh ru dp ts pu fi bk CC";
        for (String beginning : all.split(" ")) {
            BEGINNINGS.set(beginning.charAt(0) * ASCII + beginning.charAt(1));
        }
    }

    /** Tokens with a known beginning. None may fail after it has read far: it would do so again from many places. */
    private static final Pattern SHAPES = Pattern.compile("(?:"
            + "(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}"
            + "|gh[pousr]_[A-Za-z0-9]{20,}+|github_pat_[A-Za-z0-9_]{20,}+"
            + "|gl(?:pat|dt|rt|ptt|cbt|ft|soat|oas|agent|imt|ffct)-[A-Za-z0-9_.-]{16,}+"
            + "|xox[a-z](?:\\.xox[a-z])?-[A-Za-z0-9-]{8,}+|xapp-[A-Za-z0-9-]{8,}+"
            + "|npm_[A-Za-z0-9]{20,}+|pypi-[A-Za-z0-9_-]{20,}+|do[opr]_v1_[a-f0-9]{20,}+|hv[sbr]\\.[A-Za-z0-9_-]{16,}+"
            + "|[sr]k[-_](?:live|test|proj|ant)[-_][A-Za-z0-9_-]{8,}+|sk-[A-Za-z0-9_-]{16,}+|AIza[A-Za-z0-9_-]{30,}+"
            + "|ya29\\.[A-Za-z0-9_-]{10,}+|SG\\.[A-Za-z0-9_-]{10,}+\\.[A-Za-z0-9_-]{10,}+|dckr_[po]at_[A-Za-z0-9_-]{16,}+"
            + "|sq[cu]_[a-f0-9]{20,}+|sq[pua]_[a-f0-9]{20,}+|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{20,}+|glsa_[A-Za-z0-9_]{20,}+"
            + "|AGE-SECRET-KEY-1[A-Z0-9]{20,}+|atlasv1\\.[A-Za-z0-9_-]{16,}+|AT(?:ATT3|CTT3|BB)[A-Za-z0-9_=-]{20,}+"
            + "|NRAK-[A-Z0-9]{20,}+|PMAK-[A-Za-z0-9-]{20,}+|lin_api_[A-Za-z0-9]{20,}+"
            + "|GOCSPX-[A-Za-z0-9_-]{16,}+|hf_[A-Za-z0-9]{20,}+|whsec_[A-Za-z0-9+/=]{16,}+|rubygems_[a-f0-9]{20,}+"
            + "|dp\\.(?:pt|st|ct|sa|scim|audit)\\.[A-Za-z0-9]{16,}+|tskey-[A-Za-z0-9-]{16,}+|pul-[a-f0-9]{20,}+"
            + "|glc_[A-Za-z0-9+/=]{20,}+|figd_[A-Za-z0-9_-]{20,}+|bkua_[a-f0-9]{20,}+|CCIPAT_[A-Za-z0-9_]{16,}+)");

    /** Hashes of passwords: bcrypt, and those of crypt(3). */
    private static final Pattern HASHES = Pattern.compile("\\$(?:2[abxy]?|5|6|y|argon2id?)\\$[A-Za-z0-9./$=,+]{16,}+");

    @Override
    public void find(Text text, Spans spans) {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !isWord(text.charAt(i))) {
                if (i - start >= MIN_RUN) {
                    run(text, start, i, spans);
                }
                start = i + 1;
            }
        }
        if (text.has('$')) {
            Matcher hashes = HASHES.matcher(text);
            while (hashes.find()) {
                spans.add(hashes.start(), hashes.end());
            }
        }
    }

    private static void run(Text text, int start, int end, Spans spans) {
        shapes(text, start, end, spans);
        int word = start;
        for (int i = start; i <= end; i++) {
            if (i == end || text.charAt(i) == '.' || text.charAt(i) == '=' && !isPadding(text, i, end)) {
                if (i - word >= MIN_RUN && RandomWord.is(text.substring(word, i)) && !isDigest(text, word, i)) {
                    spans.add(word, i);
                }
                word = i + 1;
            }
        }
    }

    private static void shapes(Text text, int start, int end, Spans spans) {
        Matcher shapes = null;
        int i = start;
        int webToken = start;
        while (i + 2 < end) {
            boolean begins = i == start || !isAlphanumeric(text.charAt(i - 1));
            int found = i;
            if (begins && mayBegin(text.charAt(i), text.charAt(i + 1))) {
                shapes = shapes == null ? SHAPES.matcher(text) : shapes;
                found = shapes.region(i, end).lookingAt() ? shapes.end() : i;
            } else if (begins && i >= webToken && text.startsWith(WEB_TOKEN, i)) {
                int header = endOfPart(text, i, end);
                found = endOfWebToken(text, i, header, end);
                // What fails here fails also where it begins anew before the same end.
                webToken = header;
            }
            spans.add(i, found);
            i = Math.max(found, i + 1);
        }
    }

    /** Where a JSON Web Token (RFC 7519) ends: two parts or more; {@code start} if this is none. */
    private static int endOfWebToken(Text text, int start, int header, int end) {
        if (header - start < MIN_HEADER || header == end || text.charAt(header) != '.') {
            return start;
        }
        int done = endOfPart(text, header + 1, end);
        if (done - header <= 2) {
            return start;
        }
        while (done < end && text.charAt(done) == '.') {
            done = endOfPart(text, done + 1, end);
        }
        return done;
    }

    private static int endOfPart(Text text, int start, int end) {
        int at = start;
        while (at < end && (isAlphanumeric(text.charAt(at)) || "_=-".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }

    private static boolean mayBegin(char first, char second) {
        return first < ASCII && second < ASCII && BEGINNINGS.get(first * ASCII + second);
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** Whether this is a digest, as the name before it says: {@code image@sha256:9f86d0…}. */
    private static boolean isDigest(Text text, int start, int end) {
        int name = start;
        while (name > 0 && start - name < 3 && ":=>\"' -".indexOf(text.charAt(name - 1)) >= 0) {
            name--;
        }
        int from = name;
        while (from > 0 && name - from < MIN_RUN && Character.isLetterOrDigit(text.charAt(from - 1))) {
            from--;
        }
        return name < start
                && SecretNames.saysDigest(text.substring(from, name))
                && Digests.isDigest(text.substring(start, end));
    }

    private static boolean isPadding(Text text, int i, int end) {
        return i + 1 == end || i + 2 == end && text.charAt(i + 1) == '=';
    }

    private static boolean isWord(char c) {
        return EncryptedPattern.isBase64(c) || c == '-' || c == '_' || c == '.';
    }
}
