package io.jenkins.plugins.deploymentledger.audit.login;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.request.ClientAddresses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jenkins.security.BasicHeaderAuthenticator;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.core.Authentication;

/** Sees every attempt by a header before anyone decides on it, and authenticates no one. */
@Restricted(NoExternalUse.class)
@Extension(ordinal = Integer.MAX_VALUE)
public final class FirstAuthenticator extends BasicHeaderAuthenticator {

    private static final String ASKED = FirstAuthenticator.class.getName();

    /** Whether the header decided who sends a request that got past the authenticators: one with a session may have one that nobody reads. */
    public static boolean wasAsked(@NonNull HttpServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(ASKED));
    }

    @Override
    @CheckForNull
    public Authentication authenticate2(
            HttpServletRequest request, HttpServletResponse response, String username, String password) {
        request.setAttribute(ASKED, Boolean.TRUE);
        Hook.run("an attempt", () -> Attempts.begin(ClientAddresses.of(request)));
        return null;
    }
}
