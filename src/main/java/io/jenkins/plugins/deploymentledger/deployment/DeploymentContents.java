package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Actionable;
import hudson.model.Queue;
import io.jenkins.plugins.deploymentledger.deployment.payload.ContentUser;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import java.util.HashSet;
import java.util.Set;
import jenkins.model.Jenkins;

/**
 * Names the binaries that deployments may still send: those of jobs (and so of their schedules and convergences), of launches that wait
 * in the queue, and of runs that are under way.
 */
@Extension
public final class DeploymentContents implements ContentUser {

    @Override
    @NonNull
    public Set<String> contents() {
        if (!ActiveRuns.get().isLoaded()) {
            throw new IllegalStateException("Jenkins is starting");
        }
        Set<String> contents = new HashSet<>();
        for (Queue.Item item : Queue.getInstance().getItems()) {
            add(contents, ordered(item));
        }
        for (DeploymentRun run : ActiveRuns.get().underWay()) {
            DeploymentOrder order = run.getOrder();
            add(contents, order == null ? null : order.getSha256());
            add(contents, ordered(run));
        }
        // Last: what has left the queue is under way, and both are of a job.
        for (DeploymentJob job : Jenkins.get().allItems(DeploymentJob.class)) {
            DeploymentPackage described = job.getDeploymentPackage();
            add(contents, described == null ? null : described.content());
        }
        return contents;
    }

    @CheckForNull
    private static String ordered(Actionable launch) {
        LaunchOverrides overrides = launch.getAction(LaunchOverrides.class);
        return overrides == null ? null : overrides.content();
    }

    private static void add(Set<String> contents, @CheckForNull String sha256) {
        if (sha256 != null) {
            contents.add(sha256);
        }
    }
}
