package io.jenkins.plugins.deploymentledger.deployment.payload;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ProxyConfiguration;
import hudson.Util;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import jenkins.util.SystemProperties;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;
import org.springframework.security.core.Authentication;

/** A file behind a URL, which the controller downloads once; its SHA-256 says what it must be. */
public final class UrlBinary extends BinarySource {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);

    private final String url;
    private final String sha256;

    /**
     * Names a file behind a URL.
     *
     * @param url {@code http} or {@code https}
     * @param sha256 of its content
     */
    @DataBoundConstructor
    public UrlBinary(String url, String sha256) {
        this.url = Util.fixNull(url).trim();
        this.sha256 = Util.fixNull(sha256).trim().toLowerCase(Locale.ROOT);
    }

    /** The URL. */
    @NonNull
    public String getUrl() {
        return Util.fixNull(url);
    }

    /** The SHA-256 that the content must have. */
    @NonNull
    public String getSha256() {
        return Util.fixNull(sha256);
    }

    @Override
    public StoredBinary fetch(Run<?, ?> run, Authentication as, ContentStore store)
            throws UnavailableBinaryException, InterruptedException {
        if (!ContentStore.isSha256(getSha256())) {
            throw new UnavailableBinaryException(FailureCause.HASH_MISMATCH, Messages.sha256_malformed());
        }
        URI uri = parse(getUrl());
        StoredBinary stored = store.find(getSha256(), uri.getPath());
        if (stored != null) {
            return stored;
        }
        return download(uri, store);
    }

    private StoredBinary download(URI uri, ContentStore store) throws UnavailableBinaryException, InterruptedException {
        HttpClient client = ProxyConfiguration.newHttpClientBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request = ProxyConfiguration.newHttpRequestBuilder(uri)
                .timeout(ANSWER_TIMEOUT)
                .GET()
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream content = response.body()) {
                if (response.statusCode() != 200) {
                    throw new UnavailableBinaryException(
                            FailureCause.SOURCE_UNREACHABLE,
                            Messages.UrlBinary_status(describe(), response.statusCode()));
                }
                return new Download(content, patience()).into(store, uri.getPath(), getSha256());
            }
        } catch (ContentMismatchException e) {
            throw new UnavailableBinaryException(
                    FailureCause.HASH_MISMATCH,
                    Messages.UrlBinary_hashMismatch(describe(), e.actual(), getSha256()),
                    e);
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new UnavailableBinaryException(
                    FailureCause.SOURCE_UNREACHABLE, Messages.UrlBinary_unreachable(describe(), reason), e);
        }
    }

    private static URI parse(String url) throws UnavailableBinaryException {
        try {
            URI uri = new URI(url);
            if (uri.getRawUserInfo() != null) {
                throw new UnavailableBinaryException(FailureCause.SOURCE_UNREACHABLE, Messages.UrlBinary_userInfo());
            }
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new UnavailableBinaryException(FailureCause.SOURCE_UNREACHABLE, Messages.UrlBinary_malformed(), e);
        }
        throw new UnavailableBinaryException(FailureCause.SOURCE_UNREACHABLE, Messages.UrlBinary_malformed());
    }

    @Override
    public String describe() {
        // What follows the path may be a signature or a token.
        String shown = getUrl().replaceFirst("[?#].*", "?…");
        return shown.replaceFirst("//[^/@]*@", "//");
    }

    @Override
    public String content() {
        return Util.fixEmpty(sha256);
    }

    private static Duration patience() {
        return Duration.ofSeconds(
                SystemProperties.getInteger("io.jenkins.plugins.deploymentledger.downloadStallSeconds", 120));
    }

    /** Describes {@link UrlBinary}. */
    @Extension(ordinal = 90)
    @Symbol("url")
    public static final class DescriptorImpl extends SourceDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.UrlBinary_displayName();
        }

        /** Requires a URL of a known scheme; it reads nothing from there, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckUrl(@QueryParameter String value) {
            try {
                parse(Util.fixNull(value).trim());
                return FormValidation.ok();
            } catch (UnavailableBinaryException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        /** Requires 64 digits; it looks at nothing but its argument, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckSha256(@QueryParameter String value) {
            return ContentStore.isSha256(Util.fixNull(value).trim())
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.sha256_malformed());
        }
    }
}
