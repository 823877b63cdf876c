package io.jenkins.plugins.deploymentledger.audit.login;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Identity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.springframework.security.authentication.RememberMeAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Sees that a session begins with a cookie by which Jenkins remembers a login: of that it tells no listener. */
public final class RememberedLogins {

    /** How such a login is called, and the session's attribute that says that it is recorded. */
    public static final String REMEMBERED = "remember-me";

    private static final String RECORDED = RememberedLogins.class.getName();

    private RememberedLogins() {}

    /** Whether someone is known by such a cookie. */
    public static boolean is(@CheckForNull Authentication authentication) {
        return authentication instanceof RememberMeAuthenticationToken;
    }

    /**
     * Records the login, if this is the first request of the session. The entry is none of the request's own, which may change something
     * besides. Within the request's scope.
     */
    public static void look(
            @NonNull HttpServletRequest request,
            @CheckForNull Authentication authentication,
            @NonNull RequestScope scope) {
        HttpSession session = is(authentication) ? request.getSession(false) : null;
        if (session == null || session.getAttribute(RECORDED) != null) {
            return;
        }
        session.setAttribute(RECORDED, Boolean.TRUE);
        Identity who = scope.initiator();
        AuditEvent login = Origin.now()
                .into(AuditEvent.of(Event.AUTH_LOGIN.type()))
                .on("user", who.id(), who.name())
                .detail("by", REMEMBERED)
                .build();
        Recorder.find().ifPresent(recorder -> recorder.recordAside(login));
    }
}
