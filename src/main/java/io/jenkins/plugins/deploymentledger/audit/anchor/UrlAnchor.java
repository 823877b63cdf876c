package io.jenkins.plugins.deploymentledger.audit.anchor;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.deploymentledger.audit.delivery.AuditSinks;
import io.jenkins.plugins.deploymentledger.core.ledger.feed.Delivery;
import java.io.IOException;
import java.util.Optional;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Posts checkpoints to a URL.
 *
 * <p>The body is the signed note, as {@code text/plain}; any status from 200 to 299 means that it is kept. Redirects are not followed,
 * since they would take the token elsewhere.
 */
public final class UrlAnchor extends OutsideAnchor {

    private final String url;
    private Secret token;

    /**
     * Names a URL.
     *
     * @param url {@code https} or {@code http}, without credentials
     * @throws IllegalArgumentException if it is not
     */
    @DataBoundConstructor
    public UrlAnchor(String url) {
        this.url = checked("url", url, AnchorUrl::problem);
    }

    /** The URL. */
    @NonNull
    public String getUrl() {
        return url;
    }

    /** What authorizes the request, as a bearer token; null if nothing need. */
    @CheckForNull
    public Secret getToken() {
        return token;
    }

    /** Decides what authorizes the request. */
    @DataBoundSetter
    public void setToken(@CheckForNull Secret token) {
        this.token = token == null || token.getPlainText().isEmpty() ? null : token;
    }

    @Override
    @NonNull
    public String id() {
        return id("url", url);
    }

    @Override
    @NonNull
    public String getDestination() {
        return AnchorUrl.shown(url);
    }

    @Override
    public void take(@NonNull Delivery delivery) throws IOException, InterruptedException {
        new CheckpointPost(AnchorUrl.of(url), token).send(delivery.note());
    }

    /** Describes {@link UrlAnchor}. */
    @Extension(ordinal = 10)
    @Symbol("anchorUrl")
    public static final class DescriptorImpl extends OutsideAnchorDescriptor {

        /** A descriptor of anchors with a URL. */
        public DescriptorImpl() {
            super("url", AnchorUrl::problem);
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.UrlAnchor_displayName();
        }

        @Override
        @NonNull
        Optional<String> warning(@NonNull String place) {
            return "https".equalsIgnoreCase(AnchorUrl.of(place).getScheme())
                    ? Optional.empty()
                    : Optional.of(Messages.UrlAnchor_notEncrypted());
        }

        /**
         * A token that was not written into this form, but is the one of before or that of something else, as Jenkins encrypts it: it may go
         * only where it went. Otherwise whoever may configure the trail could have it sent wherever he likes, without knowing it.
         */
        @Override
        void check(@NonNull JSONObject form) throws FormException {
            Secret kept = Secret.decrypt(form.optString("token"));
            if (kept != null && !isOf(form.optString("url").trim(), kept)) {
                throw new FormException(Messages.UrlAnchor_tokenOfAnotherUrl(), "token");
            }
        }

        private static boolean isOf(String url, Secret token) {
            return AuditSinks.get().getSinks().stream()
                    .anyMatch(sink ->
                            sink instanceof UrlAnchor anchor && anchor.url.equals(url) && token.equals(anchor.token));
        }

        /** Requires a URL without credentials. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckUrl(@QueryParameter String value) {
            return checkPlace(value);
        }
    }
}
