package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds words that are secrets by their looks: the tokens of known makers, JSON web tokens, and random words. */
final class TokenPattern implements SecretPattern {

    private static final int MIN_RUN = 16;

    /** Tokens with a known beginning. */
    private static final Pattern SHAPES = Pattern.compile("(?<![A-Za-z0-9])(?:"
            + "(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}"
            + "|gh[pousr]_[A-Za-z0-9]{20,}+|github_pat_[A-Za-z0-9_]{20,}+"
            + "|gl(?:pat|dt|rt|ptt|cbt|ft|soat|oas|agent|imt|ffct)-[A-Za-z0-9_.-]{16,}+"
            + "|xox[a-z](?:\\.xox[a-z])?-[A-Za-z0-9-]{8,}+|xapp-[A-Za-z0-9-]{8,}+"
            + "|eyJ[A-Za-z0-9_=-]{6,}+\\.[A-Za-z0-9_=-]{2,}+(?:\\.[A-Za-z0-9_=-]*+)*+"
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
    public void find(String text, Spans spans) {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !isWord(text.charAt(i))) {
                if (i - start >= MIN_RUN) {
                    run(text, start, i, spans);
                }
                start = i + 1;
            }
        }
        if (text.indexOf('$') >= 0) {
            Matcher hashes = HASHES.matcher(text);
            while (hashes.find()) {
                spans.add(hashes.start(), hashes.end());
            }
        }
    }

    private static void run(String text, int start, int end, Spans spans) {
        Matcher shapes = SHAPES.matcher(text).region(start, end).useTransparentBounds(true);
        while (shapes.find()) {
            spans.add(shapes.start(), shapes.end());
        }
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

    /** Whether this is a digest, as the name before it says: {@code image@sha256:9f86d0…}. */
    private static boolean isDigest(String text, int start, int end) {
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

    private static boolean isPadding(String text, int i, int end) {
        return i + 1 == end || i + 2 == end && text.charAt(i + 1) == '=';
    }

    private static boolean isWord(char c) {
        return EncryptedPattern.isBase64(c) || c == '-' || c == '_' || c == '.';
    }
}
