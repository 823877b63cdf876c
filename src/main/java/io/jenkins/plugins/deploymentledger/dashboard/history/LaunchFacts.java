package io.jenkins.plugins.deploymentledger.dashboard.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Actionable;
import hudson.model.Cause;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.triggers.TimerTrigger;
import io.jenkins.plugins.deploymentledger.audit.actor.BuildInitiator;
import io.jenkins.plugins.deploymentledger.audit.actor.Identities;
import io.jenkins.plugins.deploymentledger.convergence.ConvergenceCause;
import io.jenkins.plugins.deploymentledger.core.history.TaskOrigin;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Identity;
import io.jenkins.plugins.deploymentledger.deployment.Restart;
import io.jenkins.plugins.deploymentledger.pipeline.PipelineOrigin;
import io.jenkins.plugins.deploymentledger.schedule.ScheduleCause;
import io.jenkins.plugins.deploymentledger.team.Teams;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Who asked for a run, how, and in which teams that person was, as it was at its launch; kept in {@code build.xml}, so that it
 * does not change when people do.
 */
public final class LaunchFacts extends InvisibleAction {

    private final String initiatorId;
    private final String initiatorName;
    private final String origin;
    private final List<String> teams;

    private LaunchFacts(Identity initiator, TaskOrigin origin, Collection<String> teams) {
        this.initiatorId = initiator.id();
        this.initiatorName = initiator.name();
        this.origin = origin.name();
        this.teams = new ArrayList<>(teams);
    }

    /** The facts as they are at this moment. */
    @NonNull
    static LaunchFacts now(@NonNull Run<?, ?> run) {
        return now(run, run.getCauses());
    }

    /** The facts of a launch that waits in Jenkins' queue, likewise; may ask the security realm. */
    @NonNull
    public static LaunchFacts now(@NonNull Queue.Item launch) {
        return now(launch, launch.getCauses());
    }

    private static LaunchFacts now(Actionable launched, List<Cause> causes) {
        Identity initiator = initiatorOf(causes);
        Collection<String> teams = Teams.get().ofUser(initiator.id());
        return new LaunchFacts(initiator, originOf(launched, causes), teams);
    }

    /** The facts that were kept; of a run that has none, what its causes tell, and no teams. */
    @NonNull
    static LaunchFacts of(@NonNull Run<?, ?> run) {
        LaunchFacts kept = run.getAction(LaunchFacts.class);
        if (kept != null) {
            return kept;
        }
        // What is kept does not depend on who happens to look: some causes say more to some.
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            return new LaunchFacts(initiatorOf(run.getCauses()), originOf(run, run.getCauses()), List.of());
        }
    }

    /** What begins by itself is the task of its owner. */
    private static Identity initiatorOf(List<Cause> causes) {
        for (Cause cause : causes) {
            if (cause instanceof ScheduleCause schedule) {
                return Identities.ofUser(schedule.getOwner());
            }
            if (cause instanceof ConvergenceCause convergence) {
                return Identities.ofUser(convergence.getOwner());
            }
        }
        return BuildInitiator.of(causes);
    }

    private static TaskOrigin originOf(Actionable launched, List<Cause> causes) {
        if (launched.getAction(Restart.class) != null) {
            return TaskOrigin.RESTART;
        }
        if (launched.getAction(PipelineOrigin.class) != null) {
            return TaskOrigin.STEP;
        }
        for (Cause cause : causes) {
            if (cause instanceof Cause.UserIdCause || cause instanceof Cause.RemoteCause) {
                return TaskOrigin.HAND;
            }
            if (cause instanceof TimerTrigger.TimerTriggerCause || cause instanceof ScheduleCause) {
                return TaskOrigin.SCHEDULE;
            }
            if (cause instanceof ConvergenceCause) {
                return TaskOrigin.CONVERGENCE;
            }
        }
        return TaskOrigin.OTHER;
    }

    /** The user, or what did so instead. */
    @NonNull
    public String getInitiatorId() {
        return initiatorId == null ? "" : initiatorId;
    }

    /** The same for a reader. */
    @NonNull
    public String getInitiatorName() {
        return initiatorName == null ? "" : initiatorName;
    }

    /** How. */
    @NonNull
    public TaskOrigin getOrigin() {
        // What stands in build.xml may be anything.
        for (TaskOrigin known : TaskOrigin.values()) {
            if (known.name().equals(origin)) {
                return known;
            }
        }
        return TaskOrigin.OTHER;
    }

    /** The names of the initiator's teams, sorted. */
    @NonNull
    public List<String> getTeams() {
        return teams == null ? List.of() : teams.stream().sorted().toList();
    }
}
