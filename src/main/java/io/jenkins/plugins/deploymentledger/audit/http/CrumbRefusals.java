package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.security.csrf.CrumbExclusion;
import hudson.security.csrf.CrumbIssuer;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.flood.FloodKind;
import io.jenkins.plugins.deploymentledger.audit.flood.Floods;
import io.jenkins.plugins.deploymentledger.audit.record.AnswerGate;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Sees the requests that core refuses for want of a valid crumb; excludes none of them from that.
 *
 * <p>Core looks at the crumb before it comes to the filters of plugins. This is the last exclusion that it asks: what comes here is
 * excluded by no one, and is refused if its crumb is not valid.
 */
@Restricted(NoExternalUse.class)
@Extension(ordinal = -Integer.MAX_VALUE)
public final class CrumbRefusals extends CrumbExclusion {

    @Override
    public boolean process(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
        Hook.run("a crumb", () -> look(request));
        return false;
    }

    private static void look(HttpServletRequest request) {
        CrumbIssuer issuer = Jenkins.get().getCrumbIssuer();
        if (issuer == null || isValid(issuer, request)) {
            return;
        }
        RequestScope scope = HttpScopes.of(request);
        try (RequestScope.Entered entered = scope.enter()) {
            String who = scope.initiator().id() + " " + scope.addresses().client();
            Floods.record(FloodKind.DENIED_CHANGE, who + " " + scope.path(), () -> AuditTrail.begin(Event.AUTH_DENIED)
                    .on("request", "", scope.path())
                    .outcome(Outcome.DENIED)
                    .detail("because", "no valid crumb")
                    .detail("status", Integer.toString(HttpServletResponse.SC_FORBIDDEN)));
            AnswerGate.await(scope);
        }
    }

    private static boolean isValid(CrumbIssuer issuer, HttpServletRequest request) {
        String crumb = crumb(issuer.getDescriptor().getCrumbRequestField(), request);
        return crumb != null
                && issuer.validateCrumb(request, issuer.getDescriptor().getCrumbSalt(), crumb);
    }

    /** As core reads it: of the header first. */
    @CheckForNull
    private static String crumb(@NonNull String field, HttpServletRequest request) {
        String header = request.getHeader(field);
        return header != null ? header : request.getParameter(field);
    }
}
