package io.jenkins.plugins.deploymentledger.core.change.secret;

/**
 * Finds PEM blocks (RFC 7468) and PuTTY's private keys, whole; a block without an end goes to the end of the text.
 *
 * <p>Certificates and public keys are taken too: nobody reads them, and a fingerprint says as well whether they changed.
 */
final class PemPattern implements SecretPattern {

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final String PUTTY = "PuTTY-User-Key-File";

    @Override
    public void find(String text, Spans spans) {
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int end = endOf(text, begin + BEGIN.length());
            spans.add(begin, end);
            begin = text.indexOf(BEGIN, end);
        }
        int putty = text.indexOf(PUTTY);
        if (putty >= 0) {
            spans.add(putty, text.length());
        }
    }

    private static int endOf(String text, int from) {
        int end = text.indexOf(END, from);
        if (end < 0) {
            return text.length();
        }
        int dashes = text.indexOf(DASHES, end + END.length());
        return dashes < 0 ? text.length() : dashes + DASHES.length();
    }
}
