package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import io.jenkins.plugins.deploymentledger.audit.login.RememberedLogins;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.security.core.Authentication;

/** Tells how the sender of a request proved who it is. */
final class AuthenticationKind {

    private static final String API_TOKEN = "jenkins.security.BasicHeaderApiTokenAuthenticator";

    private AuthenticationKind() {}

    @NonNull
    static String of(@NonNull HttpServletRequest request, @CheckForNull Authentication authentication) {
        if (authentication == null || ACL.isAnonymous2(authentication)) {
            return "";
        }
        if (Boolean.TRUE.equals(request.getAttribute(API_TOKEN))) {
            return "token";
        }
        String header = request.getHeader("Authorization");
        if (header != null) {
            String scheme = header.split(" ", 2)[0].toLowerCase(Locale.ROOT);
            if (scheme.equals("basic") || scheme.equals("bearer")) {
                return scheme;
            }
        }
        return RememberedLogins.is(authentication) ? RememberedLogins.REMEMBERED : "session";
    }
}
