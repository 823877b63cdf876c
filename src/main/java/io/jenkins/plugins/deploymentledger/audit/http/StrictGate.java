package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.flood.FloodKind;
import io.jenkins.plugins.deploymentledger.audit.flood.Floods;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings;
import io.jenkins.plugins.deploymentledger.audit.settings.Durability;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import jenkins.util.SystemProperties;

/**
 * Refuses, in the strict mode, what would change something while the ledger cannot be written.
 *
 * <p>The way out for an administrator is the system property
 * {@code io.jenkins.plugins.deploymentledger.audit.override=true}: one that is set from outside, since whoever could switch the
 * gate off by a request could also do so unrecorded.
 */
final class StrictGate {

    private static final String OVERRIDE = "io.jenkins.plugins.deploymentledger.audit.override";
    private static final int RETRY_SECONDS = 10;

    boolean refuses(@NonNull RequestScope scope, @NonNull HttpServletResponse response) throws IOException {
        if (!Verbs.changes(scope.verb()) || !isClosed()) {
            return false;
        }
        Floods.record(
                FloodKind.DENIED_CHANGE,
                "strict " + scope.initiator().id() + " " + scope.path(),
                () -> AuditTrail.begin(Event.HTTP_REFUSED)
                        .on("request", scope.id(), scope.path())
                        .outcome(Outcome.DENIED));
        response.setHeader("Retry-After", Integer.toString(RETRY_SECONDS));
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, Messages.StrictGate_refused());
        return true;
    }

    private static boolean isClosed() {
        return AuditSettings.find()
                        .filter(settings -> settings.getDurability() == Durability.STRICT)
                        .isPresent()
                && Recorder.find()
                        .filter(recorder -> !recorder.trail().isWritable())
                        .isPresent()
                && !SystemProperties.getBoolean(OVERRIDE);
    }
}
