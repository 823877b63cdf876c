package io.jenkins.plugins.deploymentledger.audit.login;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jenkins.security.BasicHeaderAuthenticator;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.core.Authentication;

/** Is asked only when everyone else refused a header, which is what makes the attempt a failed one; authenticates no one. */
@Restricted(NoExternalUse.class)
@Extension(ordinal = -Integer.MAX_VALUE)
public final class LastAuthenticator extends BasicHeaderAuthenticator {

    @Override
    @CheckForNull
    public Authentication authenticate2(
            HttpServletRequest request, HttpServletResponse response, String username, String password) {
        Hook.run("a failed attempt", () -> {
            Logins.failed(username);
            Attempts.clear();
        });
        return null;
    }
}
