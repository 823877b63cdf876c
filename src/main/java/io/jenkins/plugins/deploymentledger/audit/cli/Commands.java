package io.jenkins.plugins.deploymentledger.audit.cli;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.deploymentledger.audit.actor.Identities;
import io.jenkins.plugins.deploymentledger.audit.capture.WrittenThere;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.config.SentConfiguration;
import io.jenkins.plugins.deploymentledger.audit.drift.FactsDrift;
import io.jenkins.plugins.deploymentledger.audit.drift.OfflineDrift;
import io.jenkins.plugins.deploymentledger.audit.drift.ProxySweep;
import io.jenkins.plugins.deploymentledger.audit.drift.UntoldSaves;
import io.jenkins.plugins.deploymentledger.audit.drift.UserSweep;
import io.jenkins.plugins.deploymentledger.audit.record.AnswerGate;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.record.LateEffects;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.audit.request.Way;
import io.jenkins.plugins.deploymentledger.audit.request.WebSocketOrigins;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Identity;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.cli.listeners.CLIContext;
import jenkins.cli.listeners.CLIListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;

/**
 * Gives every command its scope and its entry, and lets it end only when its entries are on disk.
 *
 * <p>A command is run and its listeners called on one thread. A command that is refused before it runs has no beginning for
 * listeners, only an end.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class Commands implements CLIListener {

    private final ThreadLocal<Running> running = new ThreadLocal<>();

    /** Which are the objects of the command is known only before it runs: afterwards a build may no longer be running. */
    private record Running(String id, RequestScope scope, List<Target> subjects, RequestScope.Entered entered) {}

    @Override
    public void onExecution(@NonNull CLIContext context) {
        Hook.run(
                "a command",
                () -> SentConfiguration.copyOfCommand(begin(context).scope()));
    }

    @Override
    public void onCompleted(@NonNull CLIContext context, int exitCode) {
        end(context, exitCode == 0 ? Outcome.SUCCESS : Outcome.FAILURE, "exit", Integer.toString(exitCode));
    }

    @Override
    public void onThrowable(@NonNull CLIContext context, @NonNull Throwable t) {
        boolean denied = t instanceof AccessDeniedException || t instanceof BadCredentialsException;
        end(
                context,
                denied ? Outcome.DENIED : Outcome.FAILURE,
                "error",
                t.getClass().getName());
    }

    private Running begin(CLIContext context) {
        RequestScope carrier = RequestScope.current();
        if (carrier == null) {
            carrier = WebSocketOrigins.find(context.getAuth()).orElse(null);
        }
        Identity who =
                context.getAuth() == null && carrier != null ? carrier.initiator() : Identities.of(context.getAuth());
        RequestScope scope = new RequestScope(
                RequestScope.Transport.CLI,
                "CLI",
                context.getCommand(),
                who,
                carrier == null ? Way.NONE : carrier.way(),
                carrier == null ? "" : carrier.authenticatedBy());
        Running run = new Running(context.getCorrelationId(), scope, subjects(context), scope.enter());
        running.set(run);
        return run;
    }

    /**
     * What the arguments name, also what is hidden from whoever gave them: core calls its listeners as SYSTEM. None, if an object fails to
     * say what it is called; the command has its entry all the same.
     */
    private static List<Target> subjects(CLIContext context) {
        CommandRule rule = CommandRules.ALL.get(context.getCommand());
        List<Target> subjects = new ArrayList<>();
        if (rule != null) {
            Hook.run(
                    "the objects of a command",
                    () -> subjects.addAll(rule.subjects().resolve(rule.operands(context.getArgs()))));
        }
        return List.copyOf(subjects);
    }

    private void end(CLIContext context, Outcome outcome, String how, String what) {
        Hook.run("the end of a command", () -> {
            Running run = Optional.ofNullable(running.get())
                    .filter(one -> one.id().equals(context.getCorrelationId()))
                    .orElseGet(() -> begin(context));
            try (RequestScope.Entered entered = run.entered()) {
                if (outcome != Outcome.DENIED) {
                    recordEffects(context, run, outcome);
                }
                Event event = outcome == Outcome.SUCCESS ? Event.CLI_COMMAND : Event.CLI_FAILED;
                AuditTrail.record(AuditTrail.begin(event)
                        .on("command", context.getCommand(), context.getCommand())
                        .outcome(outcome)
                        .runningAs(
                                run.scope().initiator().id(),
                                run.scope().initiator().name())
                        .detail("arguments", CommandArguments.of(context.getCommand(), context.getArgs()))
                        .detail(how, what));
                if (run.scope().sawAny(List.of(Event.SCRIPT_CLI.type()))) {
                    UserSweep.afterScript();
                    ProxySweep.look();
                    UntoldSaves.look();
                }
                AnswerGate.await(run.scope());
            } finally {
                running.remove();
            }
        });
    }

    /** A command that failed may have done it for some of its objects. */
    private static void recordEffects(CLIContext context, Running run, Outcome outcome) {
        CommandRule rule = CommandRules.ALL.get(context.getCommand());
        for (Target target : run.subjects()) {
            Outcome each = outcome == Outcome.FAILURE && run.subjects().size() > 1 ? Outcome.UNKNOWN : outcome;
            AuditTrail.record(AuditTrail.begin(rule.event())
                    .on(target.kind(), target.id(), target.name())
                    .outcome(each)
                    .runningAs(
                            run.scope().initiator().id(),
                            run.scope().initiator().name())
                    .detail("command", context.getCommand())
                    .details(each == Outcome.SUCCESS ? WrittenThere.of(rule.event(), target) : Map.of()));
            OfflineDrift.lookAfter(rule.event(), target);
            if (each != Outcome.FAILURE) {
                FactsDrift.heard(rule.event(), target);
            }
            if (each == Outcome.SUCCESS) {
                LateEffects.told(rule.event(), target, run.scope().initiator());
            }
        }
    }
}
