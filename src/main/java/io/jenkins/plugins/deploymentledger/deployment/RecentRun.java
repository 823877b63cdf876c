package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.rollout.StatusCounts;
import java.util.List;

/** One run in the list of a job's newest ones. */
public final class RecentRun {

    private final DeploymentRun run;
    private final StatusCounts counts;

    RecentRun(DeploymentRun run) {
        this.run = run;
        this.counts = run.getCounts();
    }

    /** The run. */
    @NonNull
    public DeploymentRun getRun() {
        return run;
    }

    /** What was deployed: name and version; empty if the run never got that far. */
    @NonNull
    public String getDeployed() {
        DeploymentOrder order = run.getOrder();
        return order == null ? "" : order.describe();
    }

    /** Where to, in a few words; empty if the run never got that far. */
    @NonNull
    public String getTarget() {
        DeploymentOrder order = run.getOrder();
        return order == null ? "" : order.getTarget();
    }

    /** The groups of statuses that occur. */
    @NonNull
    public List<StatusShare> getShares() {
        return StatusShare.of(counts);
    }

    /** The counts of the groups in one line. */
    @NonNull
    public String getInWords() {
        return StatusShare.inWords(getShares());
    }
}
