package io.jenkins.plugins.deploymentledger.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.Run;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import jenkins.model.Jenkins;

/** Finds the deployment that a step names. */
final class DeploymentFinder {

    private DeploymentFinder() {}

    /**
     * Finds it.
     *
     * @param name relative to the folder of the pipeline, or absolute
     * @param pipeline which names it
     * @throws AbortException if there is none, or the pipeline may not see it; the message has the nearest name
     */
    @NonNull
    static DeploymentJob find(@NonNull String name, @NonNull Run<?, ?> pipeline) throws AbortException {
        Item item = Jenkins.get().getItem(name, pipeline.getParent(), Item.class);
        if (item instanceof DeploymentJob found) {
            return found;
        }
        DeploymentJob near = Items.findNearest(
                DeploymentJob.class, name, pipeline.getParent().getParent());
        String problem = item == null ? Messages.DeployStep_unknown(name) : Messages.DeployStep_noDeployment(name);
        throw new AbortException(
                near == null || near.getName().equals(name)
                        ? problem
                        : problem + ' ' + Messages.DeployStep_near(near.getFullName()));
    }
}
