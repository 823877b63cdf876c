package io.jenkins.plugins.deploymentledger.audit.capture;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Cause;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.deploymentledger.audit.actor.BuildInitiator;
import io.jenkins.plugins.deploymentledger.audit.actor.Identities;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.flood.FloodKind;
import io.jenkins.plugins.deploymentledger.audit.flood.Floods;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.record.LateEffects;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Identity;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Hears of builds: who caused them, who stopped them, who deleted them. Deployments are builds too. */
@Restricted(NoExternalUse.class)
@Extension
public final class RunCapture extends RunListener<Run<?, ?>> {

    private static final int MAX_PARAMETERS = 50;
    private static final Pattern NUMBER = Pattern.compile(" #[0-9]+$");

    @Override
    public void onStarted(Run<?, ?> run, TaskListener listener) {
        Hook.run("a started build", () -> {
            RunEvents events = RunEvents.of(run);
            if (records(events.started())) {
                flood(events.started(), run, BuildInitiator.of(run.getCauses()), () -> behind(events.started(), run)
                        .detail("causes", BuildInitiator.chain(run.getCauses()))
                        .detail("parameters", parameters(run)));
            }
        });
    }

    @Override
    public void onCompleted(Run<?, ?> run, @NonNull TaskListener listener) {
        Hook.run("a finished build", () -> {
            RunEvents events = RunEvents.of(run);
            if (records(events.finished())) {
                flood(events.finished(), run, BuildInitiator.of(run.getCauses()), () -> behind(events.finished(), run)
                        .outcome(outcome(run.getResult()))
                        .detail("result", String.valueOf(run.getResult())));
            }
            recordInterruption(run, events);
        });
    }

    private static void recordInterruption(Run<?, ?> run, RunEvents events) {
        for (InterruptedBuildAction interrupted : run.getActions(InterruptedBuildAction.class)) {
            for (CauseOfInterruption cause : interrupted.getCauses()) {
                if (cause instanceof CauseOfInterruption.UserInterruption user) {
                    Identity who = Identities.ofUser(user.getUserId());
                    LateEffects.heard(event(events.stopped(), run)
                            .by(who.id(), who.name())
                            .runningAs(who.id(), who.name())
                            .detail("cause", "interrupted")
                            .build());
                }
            }
        }
    }

    @Override
    public void onDeleted(Run<?, ?> run) {
        Hook.run("a deleted build", () -> {
            Supplier<AuditEvent.Builder> entry = () -> AuditTrail.heardAsSystem(Event.BUILD_DELETED)
                    .on("build", run.getExternalizableId(), run.getFullDisplayName());
            // Whoever asks for it is answered when each is on disk; the rotation of old builds is no one's action.
            if (RequestScope.current() != null) {
                AuditTrail.record(entry.get());
            } else {
                flood(Event.BUILD_DELETED, run, Origin.heardAsSystem().initiator(), entry);
            }
        });
    }

    private static boolean records(Event event) {
        return AuditSettings.find().filter(settings -> settings.records(event)).isPresent();
    }

    /** Draws together what the same do: whoever does little is not told under the name of whoever does much. */
    private static void flood(Event event, Run<?, ?> run, Identity who, Supplier<AuditEvent.Builder> entry) {
        // One that is named by its number is another one each time.
        String by = NUMBER.matcher(who.id()).replaceFirst("");
        Floods.record(FloodKind.BUILD, event.type() + " " + run.getParent().getFullName() + " " + by, entry);
    }

    private static AuditEvent.Builder event(Event event, Run<?, ?> run) {
        Target target = Targets.of(run);
        return Origin.heardAsSystem().into(AuditEvent.of(event.type())).on(target.kind(), target.id(), target.name());
    }

    /** A build has no request any more; who is behind it stands in its causes. */
    private static AuditEvent.Builder behind(Event event, Run<?, ?> run) {
        Identity who = BuildInitiator.of(run.getCauses());
        Optional<Identity> owner = BuildInitiator.owner(run.getCauses());
        Identity effective = owner.orElse(Identities.SYSTEM);
        AuditEvent.Builder behind = event(event, run)
                .by(who.id(), who.name())
                .runningAs(effective.id(), effective.name())
                .from(addresses(run));
        owner.ifPresent(one -> behind.detail("owner", one.id()));
        return behind;
    }

    private static Addresses addresses(Run<?, ?> run) {
        Addresses known = QueueAddresses.of(run.getQueueId());
        if (!known.equals(Addresses.NONE)) {
            return known;
        }
        Cause.RemoteCause remote = run.getCause(Cause.RemoteCause.class);
        String address = remote == null || remote.getAddr() == null ? "" : remote.getAddr();
        return address.isEmpty() ? Addresses.NONE : new Addresses(address, List.of(address), false);
    }

    /** The names alone: a value may be anything, and the build keeps it. */
    private static String parameters(Run<?, ?> run) {
        return run.getActions(ParametersAction.class).stream()
                .flatMap(action -> action.getParameters().stream())
                .map(ParameterValue::getName)
                .limit(MAX_PARAMETERS)
                .collect(Collectors.joining(", "));
    }

    private static Outcome outcome(Result result) {
        if (result == null) {
            return Outcome.UNKNOWN;
        }
        return result.isBetterOrEqualTo(Result.UNSTABLE) ? Outcome.SUCCESS : Outcome.FAILURE;
    }
}
