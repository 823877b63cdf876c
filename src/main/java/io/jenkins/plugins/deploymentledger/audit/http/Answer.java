package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;

/** Reads from an answer how a request ended. */
final class Answer {

    private static final int MAX_CAUSES = 16;

    private Answer() {}

    @NonNull
    static Outcome outcome(int status, @CheckForNull Throwable thrown) {
        if (isDenial(thrown)
                || status == HttpServletResponse.SC_UNAUTHORIZED
                || status == HttpServletResponse.SC_FORBIDDEN) {
            return Outcome.DENIED;
        }
        return thrown == null && status < 400 ? Outcome.SUCCESS : Outcome.FAILURE;
    }

    /** What the client is answered; an error that still travels up has not set the status yet. */
    static int status(int status, @CheckForNull Throwable thrown) {
        return thrown != null && status < HttpServletResponse.SC_BAD_REQUEST
                ? HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                : status;
    }

    /** What the client is answered; a denial that still travels up has not set the status yet. */
    static int denialStatus(int status) {
        return status < HttpServletResponse.SC_BAD_REQUEST ? HttpServletResponse.SC_FORBIDDEN : status;
    }

    /** A denial is an exception that travels up to Jenkins' own filters, wrapped or not; the status is set only there. */
    private static boolean isDenial(@CheckForNull Throwable thrown) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < MAX_CAUSES; depth++) {
            if (at instanceof AccessDeniedException || at instanceof AuthenticationException) {
                return true;
            }
            Throwable root = at instanceof ServletException servlet ? servlet.getRootCause() : null;
            at = root != null ? root : at.getCause();
        }
        return false;
    }

    /** Whether the server failed: what it did until then it may have done. */
    static boolean isServerError(int status, @CheckForNull Throwable thrown) {
        return thrown != null || status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }
}
