package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.stream.StreamSupport;

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

    /** The runs, newest first, {@value #SHOWN} at most. */
    @NonNull
    public List<RecentRun> getRuns() {
        return StreamSupport.stream(job.getBuilds().spliterator(), false)
                .limit(SHOWN)
                .map(RecentRun::new)
                .toList();
    }
}
