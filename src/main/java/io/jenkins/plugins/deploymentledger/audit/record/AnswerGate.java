package io.jenkins.plugins.deploymentledger.audit.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings;
import io.jenkins.plugins.deploymentledger.audit.settings.Durability;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import java.time.Duration;

/**
 * Holds the answer of a request, on its own thread, until its entries are on disk.
 *
 * <p>Within a bound: a slow disk slows Jenkins down, but never stops it. That an answer went out earlier than its entry is
 * recorded itself.
 */
public final class AnswerGate {

    private AnswerGate() {}

    /** Waits for the entries of a request, if the settings say so. */
    public static void await(@NonNull RequestScope scope) {
        if (scope.pending().isEmpty()) {
            return;
        }
        Durability durability =
                AuditSettings.find().map(AuditSettings::getDurability).orElse(Durability.ASYNC);
        if (!durability.waits()) {
            return;
        }
        Duration bound = AuditSettings.find().map(AuditSettings::waitAtMost).orElse(Duration.ZERO);
        boolean settled =
                scope.pending().await(bound, nanos -> Recorder.find().ifPresent(recorder -> recorder.help(nanos)));
        if (!settled && scope.pending().firstLate()) {
            recordDelay(scope, bound);
        }
    }

    /**
     * Waits for what was recorded so far, if the settings say so, on a thread of a request that has no scope yet: a login comes before
     * there is one. Does nothing within a scope, whose end waits. Only for those who hold no lock of Jenkins.
     */
    public static void awaitOutside() {
        boolean waits = AuditSettings.find()
                .filter(settings -> settings.getDurability().waits())
                .isPresent();
        if (waits && RequestScope.current() == null) {
            Duration bound = AuditSettings.find().map(AuditSettings::waitAtMost).orElse(Duration.ZERO);
            Recorder.find().ifPresent(recorder -> recorder.flush(bound));
        }
    }

    private static void recordDelay(RequestScope scope, Duration bound) {
        AuditEvent.Builder event = Origin.now()
                .into(AuditEvent.of(Event.AUDIT_DELAYED.type()))
                .on("request", scope.id(), scope.path())
                .detail("waited", bound.toMillis() + " ms");
        AuditEvent built = event.build();
        Hook.run("a delay", () -> Recorder.find().ifPresent(recorder -> recorder.recordAside(built)));
    }
}
