package io.jenkins.plugins.deploymentledger.dashboard.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Queue;
import io.jenkins.plugins.deploymentledger.audit.actor.Identities;
import io.jenkins.plugins.deploymentledger.convergence.ConvergenceProperty;
import io.jenkins.plugins.deploymentledger.core.fleet.PackageVersion;
import io.jenkins.plugins.deploymentledger.core.history.PlannedTask;
import io.jenkins.plugins.deploymentledger.core.history.Task;
import io.jenkins.plugins.deploymentledger.core.history.TaskOrigin;
import io.jenkins.plugins.deploymentledger.dashboard.history.LaunchFacts;
import io.jenkins.plugins.deploymentledger.dashboard.history.TaskHistory;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.LaunchOverrides;
import io.jenkins.plugins.deploymentledger.deployment.Restart;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageCatalogue;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageReference;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.machine.group.GroupTarget;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import io.jenkins.plugins.deploymentledger.schedule.LaunchSchedule;
import io.jenkins.plugins.deploymentledger.team.Teams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tells what is still to come of a job, out of its configuration and of what was launched. Loads no run. */
final class PlanFacts {

    private PlanFacts() {}

    /** What is still to come; nothing of a job that is neither scheduled nor kept up. May ask the security realm. */
    @NonNull
    static List<PlannedTask> of(@NonNull DeploymentJob job) {
        List<PlannedTask> planned = new ArrayList<>();
        LaunchSchedule schedule = job.getProperty(LaunchSchedule.class);
        if (schedule != null) {
            LaunchSchedule.due(job)
                    .or(() -> LaunchSchedule.next(job))
                    .ifPresent(next -> planned.add(planned(job, TaskOrigin.SCHEDULE, schedule.getOwner(), next)));
        }
        ConvergenceProperty convergence = job.getProperty(ConvergenceProperty.class);
        if (convergence != null) {
            planned.add(planned(job, TaskOrigin.CONVERGENCE, convergence.getOwner(), Instant.EPOCH));
        }
        return planned;
    }

    private static PlannedTask planned(
            DeploymentJob job, TaskOrigin origin, @CheckForNull String ownerId, Instant next) {
        PackageVersion deployed = deployed(job, new LaunchOverrides());
        DeploymentTarget target = job.getDeploymentTarget();
        String owner = Util.fixNull(ownerId);
        return new PlannedTask(
                job.getFullName(),
                origin,
                deployed.name(),
                deployed.version(),
                target == null ? "" : target.describe(),
                target instanceof GroupTarget group ? group.getGroup() : null,
                owner,
                owner.isEmpty() ? "" : Identities.ofUser(owner).name(),
                owner.isEmpty()
                        ? List.of()
                        : Teams.get().ofUser(owner).stream().sorted().toList(),
                next,
                0);
    }

    /** A launch of a job that waits in Jenkins' queue. */
    @NonNull
    static PlannedTask of(@NonNull DeploymentJob job, @NonNull Queue.Item launch, @NonNull LaunchFacts facts) {
        LaunchOverrides overrides = launch.getAction(LaunchOverrides.class);
        LaunchOverrides ordered = overrides == null ? new LaunchOverrides() : overrides;
        PackageVersion deployed = deployed(job, ordered);
        DeploymentTarget target = ordered.target(job);
        Restart restart = launch.getAction(Restart.class);
        String group = target instanceof GroupTarget named ? named.getGroup() : null;
        return new PlannedTask(
                job.getFullName(),
                facts.getOrigin(),
                deployed.name(),
                deployed.version(),
                restart != null ? restart.describe() : target == null ? "" : target.describe(),
                restart != null ? groupOf(job, restart.getNumber()) : group,
                facts.getInitiatorId(),
                facts.getInitiatorName(),
                facts.getTeams(),
                Instant.ofEpochMilli(launch.getInQueueSince()),
                launch.getId());
    }

    /** The group that an earlier run went to, as the index has it: a restart goes to some of its machines. */
    @CheckForNull
    private static String groupOf(DeploymentJob job, int number) {
        String name = job.getFullName();
        return TaskHistory.get().table().tasks().stream()
                .filter(task -> task.is(name, number))
                .findFirst()
                .map(Task::group)
                .orElse(null);
    }

    /** What is deployed, as far as that is known: of the catalogue the version that is the newest now, unless one is named. */
    private static PackageVersion deployed(DeploymentJob job, LaunchOverrides ordered) {
        PackageReference reference = ordered.reference(job);
        DeploymentPackage described = reference == null
                ? job.getDeploymentPackage()
                : PackageCatalogue.get()
                        .find(reference.getName(), reference.getVersion())
                        .orElse(null);
        if (described != null) {
            String version = ordered.getVersion();
            return new PackageVersion(
                    described.getName(), reference != null || version == null ? described.getVersion() : version);
        }
        return reference == null
                ? new PackageVersion("", "")
                : new PackageVersion(reference.getName(), Util.fixNull(reference.getVersion()));
    }
}
