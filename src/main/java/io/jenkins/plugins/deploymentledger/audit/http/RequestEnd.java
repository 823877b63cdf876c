package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.drift.UserSweep;
import io.jenkins.plugins.deploymentledger.audit.flood.FloodKind;
import io.jenkins.plugins.deploymentledger.audit.flood.Floods;
import io.jenkins.plugins.deploymentledger.audit.record.AnswerGate;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.List;

/**
 * Looks at a request when it answers: what no listener told becomes an entry by its route, what was refused an entry of its own,
 * and what changed something that no one can name is an entry too.
 *
 * <p>An action that core keeps from listeners, such as a restart, is recorded before its answer leaves; that is the last moment
 * at which the answer can be held back. Whether a request stays unclassified is only known at its end.
 */
final class RequestEnd {

    private final RequestScope scope;
    private final ObservedRequest request;
    private boolean routed;

    RequestEnd(RequestScope scope, ObservedRequest request) {
        this.scope = scope;
        this.request = request;
    }

    /** Called before any part of the answer leaves. */
    void beforeAnswer(int status) {
        if (!routed && status < 400) {
            routed = true;
            Hook.run("a route", () -> {
                recordRoute(Outcome.SUCCESS);
                sweepUsers();
            });
        }
        AnswerGate.await(scope);
    }

    /** Called at the end of the request, whether or not an answer has left. */
    void finished(int status, @CheckForNull Throwable thrown) {
        Hook.run("the end of a request", () -> {
            Outcome outcome = Answer.outcome(status, thrown);
            scope.route(request.route());
            if (outcome == Outcome.DENIED) {
                recordDenied(status);
            } else if (outcome == Outcome.SUCCESS && !routed) {
                recordRoute(outcome);
                sweepUsers();
            } else if (outcome == Outcome.FAILURE && Answer.isServerError(status, thrown)) {
                recordRoute(outcome);
            }
            if (outcome == Outcome.SUCCESS && isUnclassified()) {
                recordUnclassified(status);
            }
        });
    }

    private void recordRoute(Outcome outcome) {
        Route route = request.route();
        scope.route(route);
        boolean changing = Verbs.changes(scope.verb());
        for (RouteRule rule : RouteRules.ALL) {
            if (rule.match(route, changing).isPresent()) {
                if (!scope.sawAny(rule.unless())) {
                    record(rule, route, outcome);
                }
                return;
            }
        }
    }

    /** Users are deleted where users are, and by scripts. */
    private void sweepUsers() {
        boolean byScript = scope.sawAny(List.of(Event.SCRIPT_CONSOLE.type(), Event.SCRIPT_CLI.type()));
        boolean aboutUser =
                Verbs.changes(scope.verb()) && scope.route().nearest(User.class).isPresent();
        if (byScript || aboutUser) {
            if (aboutUser && scope.route().action().equals("doDelete")) {
                scope.saw(Event.USER_DELETED.type());
            }
            UserSweep.now();
        }
    }

    private void record(RouteRule rule, Route route, Outcome outcome) {
        Object object = rule.match(route, true).orElseThrow();
        Target target = Targets.of(object);
        AuditEvent.Builder event = AuditTrail.begin(rule.eventOf(object))
                .on(target.kind(), target.id(), target.name())
                .outcome(outcome)
                .detail("action", route.action());
        request.facts(rule.event()).forEach(event::detail);
        AuditTrail.record(event);
    }

    private void recordDenied(int status) {
        boolean changing = Verbs.changes(scope.verb());
        Route route = scope.route();
        String who = scope.initiator().id() + " " + scope.addresses().client();
        FloodKind kind = changing ? FloodKind.DENIED_CHANGE : FloodKind.DENIED_READ;
        Object object =
                route.ends().isEmpty() ? null : route.ends().get(route.ends().size() - 1);
        Floods.record(kind, changing ? who + " " + scope.path() : who, () -> {
            Target target = object == null ? new Target("request", "", scope.path()) : Targets.of(object);
            return AuditTrail.begin(Event.AUTH_DENIED)
                    .on(target.kind(), target.id(), target.name())
                    .outcome(Outcome.DENIED)
                    .detail("action", route.action())
                    .detail("status", Integer.toString(status));
        });
    }

    private boolean isUnclassified() {
        return Verbs.changes(scope.verb()) && scope.seen().isEmpty() && !ReadOnlyRoutes.contains(scope.route());
    }

    private void recordUnclassified(int status) {
        Route route = scope.route();
        Floods.record(FloodKind.UNCLASSIFIED, scope.initiator().id() + " " + route.describe(), () -> AuditTrail.begin(
                        Event.HTTP_UNCLASSIFIED)
                .on("request", route.describe(), scope.path())
                .outcome(Outcome.UNKNOWN)
                .detail("action", route.action())
                .detail("status", Integer.toString(status)));
    }

    @NonNull
    RequestScope scope() {
        return scope;
    }
}
