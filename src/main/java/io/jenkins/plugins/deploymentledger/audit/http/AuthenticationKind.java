package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import io.jenkins.plugins.deploymentledger.audit.login.FirstAuthenticator;
import io.jenkins.plugins.deploymentledger.audit.login.RememberedLogins;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/**
 * Tells how the sender of a request proved who it is, by what Jenkins went by: a header that Jenkins did not read says nothing.
 *
 * <p>{@code token} and {@code basic} are a header that an authenticator took, {@code session} and {@code remember-me} what came with the
 * session; {@code other} is what another plugin went by, such as a certificate, a proxy or a token of its own.
 */
final class AuthenticationKind {

    private static final String API_TOKEN = "jenkins.security.BasicHeaderApiTokenAuthenticator";

    private AuthenticationKind() {}

    /** The empty text where nobody is logged in. */
    @NonNull
    static String of(@NonNull HttpServletRequest request, @CheckForNull Authentication authentication) {
        if (authentication == null || ACL.isAnonymous2(authentication)) {
            return "";
        }
        if (Boolean.TRUE.equals(request.getAttribute(API_TOKEN))) {
            return "token";
        }
        if (FirstAuthenticator.wasAsked(request)) {
            return "basic";
        }
        if (RememberedLogins.is(authentication)) {
            return RememberedLogins.REMEMBERED;
        }
        return isOfSession(request, authentication) ? "session" : "other";
    }

    private static boolean isOfSession(HttpServletRequest request, Authentication authentication) {
        HttpSession session = request.getSession(false);
        return session != null
                && session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY)
                        instanceof SecurityContext context
                && authentication.equals(context.getAuthentication());
    }
}
