package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.regex.Pattern;

/** Recognises digests and identifiers, which look random and are public where their name says so. */
final class Digests {

    private static final Pattern DIGEST = Pattern.compile("(?:sha(?:1|256|384|512)[:-])?[0-9A-Fa-f:-]{6,160}");

    private Digests() {}

    static boolean isDigest(String value) {
        return value.length() <= 170 && DIGEST.matcher(value).matches();
    }
}
