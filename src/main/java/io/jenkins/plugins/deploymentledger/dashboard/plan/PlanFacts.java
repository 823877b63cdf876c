package io.jenkins.plugins.deploymentledger.dashboard.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.deploymentledger.audit.actor.Identities;
import io.jenkins.plugins.deploymentledger.convergence.ConvergenceProperty;
import io.jenkins.plugins.deploymentledger.core.fleet.PackageVersion;
import io.jenkins.plugins.deploymentledger.core.history.PlannedTask;
import io.jenkins.plugins.deploymentledger.core.history.TaskOrigin;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
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

/** Tells what is still to come of a job, out of its configuration. */
final class PlanFacts {

    private PlanFacts() {}

    /** What is still to come; nothing of a job that is neither scheduled nor kept up. May ask the security realm. */
    @NonNull
    static List<PlannedTask> of(@NonNull DeploymentJob job) {
        List<PlannedTask> planned = new ArrayList<>();
        LaunchSchedule schedule = job.getProperty(LaunchSchedule.class);
        if (schedule != null) {
            LaunchSchedule.next(job)
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
        PackageVersion deployed = deployed(job);
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
                next);
    }

    /** What is deployed, as far as that is known: of the catalogue the version that is the newest now, unless one is named. */
    private static PackageVersion deployed(DeploymentJob job) {
        PackageReference reference = job.getPackageReference();
        DeploymentPackage described = reference == null
                ? job.getDeploymentPackage()
                : PackageCatalogue.get()
                        .find(reference.getName(), reference.getVersion())
                        .orElse(null);
        if (described != null) {
            return new PackageVersion(described.getName(), described.getVersion());
        }
        return reference == null
                ? new PackageVersion("", "")
                : new PackageVersion(reference.getName(), Util.fixNull(reference.getVersion()));
    }
}
