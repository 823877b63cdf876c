package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.PluginManager;
import hudson.logging.LogRecorder;
import hudson.model.Executor;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.audit.capture.PluginRequests;
import io.jenkins.plugins.deploymentledger.audit.capture.ScriptCapture;
import io.jenkins.plugins.deploymentledger.audit.capture.WrittenThere;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.config.GoneFiles;
import io.jenkins.plugins.deploymentledger.audit.drift.FactsDrift;
import io.jenkins.plugins.deploymentledger.audit.drift.OfflineDrift;
import io.jenkins.plugins.deploymentledger.audit.drift.ProxySweep;
import io.jenkins.plugins.deploymentledger.audit.drift.UntoldSaves;
import io.jenkins.plugins.deploymentledger.audit.drift.UserSweep;
import io.jenkins.plugins.deploymentledger.audit.flood.FloodKind;
import io.jenkins.plugins.deploymentledger.audit.flood.Floods;
import io.jenkins.plugins.deploymentledger.audit.login.Logins;
import io.jenkins.plugins.deploymentledger.audit.record.AnswerGate;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.record.LateEffects;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * Looks at a request when it answers: what no listener told becomes an entry by its route, what was refused an entry of its own,
 * and what changed something that no one can name is an entry too.
 *
 * <p>An action that core keeps from listeners, such as a restart, is recorded before its answer leaves; that is the last moment
 * at which the answer can be held back. Whether a request stays unclassified is only known at its end.
 */
final class RequestEnd {

    /** What may take the proxy away. */
    private static final List<ActionOn> PROXY_FORMS =
            List.of(ActionOn.of(Jenkins.class, "configSubmit"), ActionOn.of(PluginManager.class, "proxyConfigure"));

    /** What may change which providers of credentials there are. */
    private static final List<ActionOn> PROVIDER_FORMS = List.of(
            ActionOn.of("com.cloudbees.plugins.credentials.GlobalCredentialsConfiguration", "configure"),
            ActionOn.of("io.jenkins.plugins.casc.ConfigurationAsCode", "reload", "apply", "replace"),
            ActionOn.of("io.jenkins.plugins.casc.TokenReloadAction", ""));

    private final RequestScope scope;
    private final ObservedRequest request;
    private int newestPlugin = Integer.MAX_VALUE;
    private boolean routed;
    private boolean success;

    /** When the request begins, on its thread. */
    RequestEnd(RequestScope scope, ObservedRequest request) {
        this.scope = scope;
        this.request = request;
        if (Verbs.changes(scope.verb())) {
            Hook.run("the plugins before a request", () -> newestPlugin = PluginRequests.newest());
        }
    }

    /** Called before any part of the answer leaves; by another thread, where one writes what comes from an agent. */
    void beforeAnswer(int status) {
        try (RequestScope.Entered entered = scope.enter()) {
            AnswerGate.hasten(scope);
            if (!routed && status < 400) {
                routed = true;
                Hook.run("a route", () -> {
                    scope.route(request.route());
                    recordRoute(Outcome.SUCCESS);
                    sweep();
                });
            }
            AnswerGate.await(scope);
        }
    }

    /** Called at the end of the request, whether or not an answer has left. */
    void finished(int status, @CheckForNull Throwable thrown) {
        AnswerGate.hasten(scope);
        Outcome outcome = Answer.outcome(status, thrown);
        Hook.run("the end of a request", () -> {
            scope.route(request.route());
            if (outcome == Outcome.DENIED || isHidden(status)) {
                recordDenied(status);
            } else if (outcome == Outcome.SUCCESS && !routed) {
                recordRoute(outcome);
                sweep();
            } else if (outcome == Outcome.FAILURE && Answer.isServerError(status, thrown)) {
                recordRoute(outcome);
            }
        });
        // Whether there are entries is mostly known by then.
        AnswerGate.await(scope);
        boolean mayHaveChanged =
                outcome == Outcome.SUCCESS || outcome == Outcome.FAILURE && Answer.isServerError(status, thrown);
        if (mayHaveChanged && Verbs.changes(scope.verb())) {
            Hook.run("a request without an entry", () -> {
                if (!scope.hasEntries() && !ReadOnlyRoutes.contains(scope.route())) {
                    WithoutEntry.account(scope, request, Answer.status(status, thrown), outcome);
                }
            });
            AnswerGate.await(scope);
        }
    }

    /** Whether a change was refused by hiding its object, to which the route then leads. */
    private boolean isHidden(int status) {
        if (status != HttpServletResponse.SC_NOT_FOUND || !Verbs.changes(scope.verb())) {
            return false;
        }
        if (HiddenCredentials.isIn(scope.route())) {
            return true;
        }
        Optional<Route> hidden = HiddenItem.of(scope.route());
        hidden.ifPresent(scope::route);
        return hidden.isPresent();
    }

    private void recordRoute(Outcome outcome) {
        Route route = scope.route();
        if (ReadOnlyRoutes.contains(route)) {
            return;
        }
        for (RouteRule rule : RouteRules.of(route.action())) {
            Optional<Object> object = rule.match(route, request);
            if (object.isPresent()) {
                // Of what broke off after its answer began, the entry that says that it was done stands already.
                if (!scope.sawAny(rule.unless()) || success && outcome == Outcome.FAILURE) {
                    record(rule, route, object.get(), outcome);
                }
                return;
            }
        }
    }

    /** Users are deleted by an action of their own, the proxy by its forms, and both by scripts. */
    private void sweep() {
        boolean script = scope.sawAny(List.of(Event.SCRIPT_CONSOLE.type(), Event.SCRIPT_CLI.type()));
        // The setup wizard replaces the first user.
        if (script || scope.sawAny(List.of(Event.SYSTEM_SETUP.type()))) {
            UserSweep.afterScript();
        }
        if (script
                || PROXY_FORMS.stream().anyMatch(form -> form.in(scope.route()).isPresent())) {
            ProxySweep.look();
        }
        if (script
                || PROVIDER_FORMS.stream()
                        .anyMatch(form -> form.in(scope.route()).isPresent())) {
            UntoldSaves.look();
        }
        if (scope.route().action().equals("configSubmit")) {
            // One that gets another name leaves its file behind, and tells nobody.
            scope.route()
                    .end(LogRecorder.class)
                    .ifPresent(now -> GoneFiles.look(Event.LOG_RECORDER_DELETED, "log", "renamed to", now.getName()));
        }
        if (Verbs.changes(scope.verb()) && scope.route().action().equals("doDelete")) {
            scope.route().end(User.class).ifPresent(user -> {
                scope.saw(Event.USER_DELETED.type());
                UserSweep.afterDeletion(user.getId());
            });
        }
    }

    private void record(RouteRule rule, Route route, Object object, Outcome outcome) {
        Target target = rule.naming().target(request, Targets.of(rule.subjectOf(route, object)));
        Event event = rule.eventOf(object);
        if (event == Event.AUTH_LOGOUT) {
            // Whoever it was is nobody any more.
            Logins.left(scope.initiator());
            return;
        }
        if (Stopping.hadNothingToStop(event, object, scope.began())) {
            scope.saw(event.type());
            return;
        }
        boolean plugins = event == Event.PLUGIN_INSTALL_REQUESTED || event == Event.PLUGIN_UPLOADED;
        if (plugins
                && outcome == Outcome.SUCCESS
                && PluginRequests.record(event, scope.initiator(), newestPlugin) > 0) {
            return;
        }
        AuditEvent.Builder entry = AuditTrail.begin(event)
                .on(target.kind(), target.id(), target.name())
                .outcome(isIdle(object) ? Outcome.UNKNOWN : rule.outcome(outcome))
                .detail("action", route.shownAction())
                .details(rule.naming().facts(request))
                .details(outcome == Outcome.SUCCESS ? WrittenThere.of(event, object) : Map.of())
                .details(success ? Map.of("answer", "broke off") : Map.of());
        if (event == Event.SCRIPT_OTHER && !success) {
            recordScript(event, entry);
        } else {
            AuditTrail.record(entry);
        }
        if (success) {
            return;
        }
        success = outcome == Outcome.SUCCESS;
        LateEffects.told(event, target, scope.initiator());
        OfflineDrift.lookAfter(event, target);
        if (success) {
            FactsDrift.heard(event, target);
        }
    }

    private void recordScript(Event event, AuditEvent.Builder entry) {
        String script = scope.sent().take().orElse(null);
        if (script == null) {
            entry.detail("kept", "nothing: it was not read as a whole, or is longer than can be kept");
        }
        ScriptCapture.record(event, entry, script);
    }

    /** An executor that executes nothing may have been stopped, or had nothing to stop. */
    private static boolean isIdle(Object object) {
        return object instanceof Executor executor && executor.getCurrentExecutable() == null;
    }

    private void recordDenied(int status) {
        // What would have begun a build by a GET is not hidden among pages.
        boolean changing = ChangingGets.mayChange(request);
        Route route = scope.route();
        String who = scope.initiator().id() + " " + scope.addresses().client();
        FloodKind kind = changing ? FloodKind.DENIED_CHANGE : FloodKind.DENIED_READ;
        Floods.record(kind, changing ? who + " " + scope.path() : who, () -> {
            Target target = RequestTarget.of(route, request).orElseGet(() -> new Target("request", "", scope.path()));
            return AuditTrail.begin(Event.AUTH_DENIED)
                    .on(target.kind(), target.id(), target.name())
                    .outcome(Outcome.DENIED)
                    .detail("action", route.shownAction())
                    .detail("route", route.describe())
                    .detail("status", Integer.toString(Answer.denialStatus(status)));
        });
    }

    @NonNull
    RequestScope scope() {
        return scope;
    }
}
