package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.flood.FloodKind;
import io.jenkins.plugins.deploymentledger.audit.flood.Floods;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/**
 * Accounts for requests that may have changed something, whether they went through or broke off, and left no entry: they changed nothing,
 * if that is known; otherwise no one knows what they changed.
 */
final class WithoutEntry {

    private WithoutEntry() {}

    /** Accounts for a request at its end, if it comes to have no entry. */
    static void account(
            @NonNull RequestScope scope, @NonNull HttpServletRequest request, int status, @NonNull Outcome outcome) {
        if (scope.hasEntries()) {
            return;
        }
        // What breaks off may do so before anybody hears of what it did.
        boolean heard = outcome != Outcome.FAILURE && HeardActions.contains(scope.route());
        if (heard || !scope.seen().isEmpty()) {
            recordUnchanged(scope, request, status);
        } else {
            recordUnclassified(scope, status, outcome);
        }
    }

    /** The recorder's thread knows whether there is an entry, when it has done the comparisons that wait before this. */
    private static void recordUnchanged(RequestScope scope, HttpServletRequest request, int status) {
        if (AuditSettings.find()
                .filter(settings -> !settings.records(Event.HTTP_UNCHANGED))
                .isPresent()) {
            return;
        }
        Target target = RequestTarget.of(scope.route(), request).orElseGet(Targets::controller);
        AuditEvent event = with(scope.route(), status, AuditTrail.begin(Event.HTTP_UNCHANGED))
                .on(target.kind(), target.id(), target.name())
                .build();
        Recorder.find()
                .ifPresent(recorder -> recorder.recordAside(
                        event.event(), () -> !scope.hasEntries() && admits(scope, event) ? List.of(event) : List.of()));
    }

    /** On the recorder's thread, which serves no request: whose flood it is part of has to be said. */
    private static boolean admits(RequestScope scope, AuditEvent event) {
        try (RequestScope.Entered entered = scope.enter()) {
            return Floods.admits(FloodKind.UNCHANGED, flood(scope), () -> event);
        }
    }

    private static void recordUnclassified(RequestScope scope, int status, Outcome outcome) {
        Route route = scope.route();
        Floods.record(FloodKind.UNCLASSIFIED, flood(scope), () -> with(
                        route, status, AuditTrail.begin(Event.HTTP_UNCLASSIFIED))
                .on("request", route.describe(), scope.path())
                .outcome(outcome == Outcome.FAILURE ? outcome : Outcome.UNKNOWN));
    }

    private static AuditEvent.Builder with(Route route, int status, AuditEvent.Builder event) {
        return event.detail("action", route.shownAction()).detail("status", Integer.toString(status));
    }

    private static String flood(RequestScope scope) {
        return scope.initiator().id() + " " + scope.route().describe();
    }
}
