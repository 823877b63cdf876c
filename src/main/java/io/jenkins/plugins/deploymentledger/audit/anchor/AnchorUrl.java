package io.jenkins.plugins.deploymentledger.audit.anchor;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Which URLs an anchor may have, and what of them may be shown. */
final class AnchorUrl {

    private AnchorUrl() {}

    /** What is wrong with a URL, a sentence; empty if it can be used. */
    @NonNull
    static Optional<String> problem(@NonNull String text) {
        try {
            URI uri = new URI(text);
            if (uri.getRawUserInfo() != null) {
                return Optional.of(Messages.AnchorUrl_credentials());
            }
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null && uri.getRawFragment() == null
                    ? Optional.empty()
                    : Optional.of(Messages.AnchorUrl_malformed());
        } catch (URISyntaxException e) {
            return Optional.of(Messages.AnchorUrl_malformed());
        }
    }

    /** The URL of a text of which nothing is wrong. */
    @NonNull
    static URI of(@NonNull String text) {
        return URI.create(text);
    }

    /** The URL without its query, which may hold a secret. */
    @NonNull
    static String shown(@NonNull String text) {
        return text.replaceFirst("[?#].*", "?…").replaceFirst("//[^/@]*@", "//");
    }
}
