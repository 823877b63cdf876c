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
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Refuses, in the strict mode, what would change something while the ledger cannot be written or the recorder does not keep up with
 * what is to be written; what passes because the mode is overridden is recorded as that.
 */
final class StrictGate {

    private static final int RETRY_SECONDS = 10;

    /** So long everything may wait, however short requests do: a pause of the machine is no standstill. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** @param mayChange whether the request may change something, as far as that is known before it runs */
    boolean refuses(@NonNull RequestScope scope, boolean mayChange, @NonNull HttpServletResponse response)
            throws IOException {
        if (!mayChange || !isClosed()) {
            return false;
        }
        boolean overridden = AuditSettings.isOverridden();
        Event event = overridden ? Event.AUDIT_OVERRIDDEN : Event.HTTP_REFUSED;
        Floods.record(
                FloodKind.DENIED_CHANGE,
                event.type() + " " + scope.initiator().id() + " " + scope.path(),
                () -> event(event, scope, overridden ? Outcome.SUCCESS : Outcome.DENIED));
        if (overridden) {
            return false;
        }
        response.setHeader("Retry-After", Integer.toString(RETRY_SECONDS));
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, Messages.StrictGate_refused());
        return true;
    }

    private static AuditEvent.Builder event(Event event, RequestScope scope, Outcome outcome) {
        return AuditTrail.begin(event).on("request", scope.id(), scope.path()).outcome(outcome);
    }

    private static boolean isClosed() {
        Optional<AuditSettings> strict =
                AuditSettings.find().filter(settings -> settings.getDurability() == Durability.STRICT);
        return strict.isPresent()
                && Recorder.find()
                        .filter(recorder -> !recorder.keepsUp(bound(strict.get())))
                        .isPresent();
    }

    private static Duration bound(AuditSettings settings) {
        Duration wait = settings.waitAtMost();
        return wait.compareTo(PAUSE) < 0 ? PAUSE : wait;
    }
}
