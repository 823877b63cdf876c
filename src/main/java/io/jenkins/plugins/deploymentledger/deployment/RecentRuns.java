package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
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
        return Overlap.ofLaunch(job);
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
