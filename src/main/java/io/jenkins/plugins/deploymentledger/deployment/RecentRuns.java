package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.queue.Tasks;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;

/** The newest runs of a deployment with their counts: the live part of the job's page. */
public final class RecentRuns {

    /** How many runs are shown. */
    public static final int SHOWN = 10;

    private final DeploymentJob job;

    RecentRuns(DeploymentJob job) {
        this.job = job;
    }

    /** The job. */
    @NonNull
    public DeploymentJob getJob() {
        return job;
    }

    /** Who is deploying the same package to some of the machines that this deployment would go to now, but for its own runs. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public List<Overlap> getOverlaps() {
        DeploymentTarget target = job.getDeploymentTarget();
        try {
            DeploymentPackage deployed = job.deployedPackage().orElse(null);
            // Which machines are meant takes its time: it is asked only where somebody deploys the same.
            if (deployed == null || target == null || !Overlap.isAny(deployed.getName(), job)) {
                return List.of();
            }
            Set<String> machines = Set.copyOf(target.resolve(Tasks.getAuthenticationOf2(job)));
            return Overlap.of(deployed.getName(), machines, null).stream()
                    .filter(overlap -> overlap.run().getParent() != job)
                    .toList();
        } catch (IllegalArgumentException e) {
            // The form says what is wrong with package or target, and so does the next run.
            return List.of();
        }
    }

    /** The runs, newest first, {@value #SHOWN} at most. */
    @NonNull
    public List<RecentRun> getRuns() {
        return StreamSupport.stream(job.getBuilds().spliterator(), false)
                .limit(SHOWN)
                .map(RecentRun::new)
                .toList();
    }
}
