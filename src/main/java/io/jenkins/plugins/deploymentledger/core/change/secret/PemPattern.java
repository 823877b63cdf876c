package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds PEM blocks (RFC 7468) and PuTTY's private keys, whole; a block without an end goes to the end of the text.
 *
 * <p>Certificates and public keys are taken too: nobody reads them, and a fingerprint says as well whether they changed.
 */
final class PemPattern implements SecretPattern {

    /** Also of RFC 4716, with four dashes, and with the blanks encoded as in forms. */
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN(?=[ +_%])|---- BEGIN ");

    private static final Pattern END = Pattern.compile("-----END[^-\\r\\n]{1,80}+-----|---- END [^-\\r\\n]{1,80}+----");
    private static final String PUTTY = "PuTTY-User-Key-File";

    @Override
    public void find(Text text, Spans spans) {
        if (!text.has(Sign.ARMOR)) {
            return;
        }
        blocks(text, spans);
        int putty = text.indexOf(PUTTY, 0);
        if (putty >= 0) {
            spans.add(putty, text.length());
        }
    }

    private static void blocks(Text text, Spans spans) {
        Matcher begin = BEGIN.matcher(text);
        Matcher end = END.matcher(text);
        int done = 0;
        while (begin.find(done)) {
            done = end.find(begin.end()) ? end.end() : text.length();
            spans.add(begin.start(), done);
        }
    }
}
