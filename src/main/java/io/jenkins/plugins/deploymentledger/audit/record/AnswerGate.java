package io.jenkins.plugins.deploymentledger.audit.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import java.time.Duration;
import java.util.Optional;

/**
 * Holds the answer of a request, on its own thread, until its entries are on disk.
 *
 * <p>Within a bound: a slow disk slows Jenkins down, but never stops it. That an answer went out earlier than its entry is
 * recorded itself.
 */
public final class AnswerGate {

    private AnswerGate() {}

    /** Whether the settings say that requests wait for their entries. */
    public static boolean holds() {
        return bound().isPresent();
    }

    /**
     * Sends the entries of a request on their way to the disk, if the settings say that it waits for them, and does not wait: what else
     * is to be found out about the request is found out while the disk is at it.
     */
    public static void hasten(@NonNull RequestScope scope) {
        if (!scope.pending().isEmpty()) {
            bound().ifPresent(bound -> hasten(scope, bound));
        }
    }

    private static void hasten(RequestScope scope, Duration bound) {
        scope.pending().help(bound, nanos -> Recorder.find().ifPresent(recorder -> recorder.help(nanos)));
    }

    /** Waits for the entries of a request, if the settings say so. */
    public static void await(@NonNull RequestScope scope) {
        if (!scope.pending().isEmpty()) {
            bound().ifPresent(bound -> await(scope, bound));
        }
    }

    private static void await(RequestScope scope, Duration bound) {
        hasten(scope, bound);
        if (!scope.pending().await(bound) && scope.pending().firstLate()) {
            recordDelay(scope, bound);
        }
    }

    /** How long requests wait at most; empty if they do not. */
    private static Optional<Duration> bound() {
        return AuditSettings.find()
                .filter(settings -> settings.getDurability().waits())
                .map(AuditSettings::waitAtMost);
    }

    /**
     * Waits for what was recorded so far, if the settings say so, on a thread of a request that has no scope yet: a login comes before
     * there is one. Does nothing within a scope, whose end waits. Only for those who hold no lock of Jenkins.
     */
    public static void awaitOutside() {
        if (RequestScope.current() == null) {
            bound().ifPresent(bound -> Recorder.find().ifPresent(recorder -> recorder.flush(bound)));
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
