package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.actor.Identities;
import io.jenkins.plugins.deploymentledger.audit.request.ClientAddresses;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.audit.shadow.Redaction;
import jakarta.servlet.http.HttpServletRequest;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Makes scopes of HTTP requests. */
final class HttpScopes {

    private static final int MAX_PATH = 1_024;

    private HttpScopes() {}

    /** The scope of a request that Jenkins has authenticated. */
    @NonNull
    static RequestScope of(@NonNull HttpServletRequest request) {
        Authentication authentication = Jenkins.getAuthentication2();
        return new RequestScope(
                RequestScope.Transport.HTTP,
                request.getMethod(),
                path(request),
                Identities.of(authentication),
                ClientAddresses.of(request),
                AuthenticationKind.of(request, authentication));
    }

    private static String path(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String context = request.getContextPath();
        // What is secret in it is so as a whole: it is cut afterwards.
        String path = Redaction.path(uri.startsWith(context) ? uri.substring(context.length()) : uri);
        return path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH);
    }
}
