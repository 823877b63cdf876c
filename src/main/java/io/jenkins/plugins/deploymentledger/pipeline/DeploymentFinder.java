package io.jenkins.plugins.deploymentledger.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import java.util.List;
import jenkins.model.Jenkins;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Finds the deployment that a step names. */
final class DeploymentFinder {

    private DeploymentFinder() {}

    /**
     * Finds it.
     *
     * @param name relative to the folder of the pipeline, or absolute
     * @param pipeline which names it
     * @throws AbortException if there is none, or the pipeline may not see it; the message has the nearest name that
     *     its readers may know
     */
    @NonNull
    static DeploymentJob find(@NonNull String name, @NonNull Run<?, ?> pipeline) throws AbortException {
        Item item = Jenkins.get().getItem(name, pipeline.getParent(), Item.class);
        if (item instanceof DeploymentJob found) {
            return found;
        }
        boolean named = item != null && mayBeNamed(item);
        String problem = named ? Messages.DeployStep_noDeployment(name) : Messages.DeployStep_unknown(name);
        DeploymentJob near = Items.findNearest(
                DeploymentJob.class, name, pipeline.getParent().getParent());
        boolean helps = near != null && !near.getName().equals(name) && mayBeNamed(near);
        throw new AbortException(helps ? problem + ' ' + Messages.DeployStep_near(near.getFullName()) : problem);
    }

    /**
     * Whether those who read the pipeline's log may be told of an item: whom the pipeline runs as may read it; and where that is Jenkins
     * itself, as without a plugin that says otherwise, anybody who is logged in.
     */
    private static boolean mayBeNamed(Item item) {
        Authentication reader = Jenkins.getAuthentication2();
        if (ACL.SYSTEM2.equals(reader)) {
            reader = new UsernamePasswordAuthenticationToken(
                    "authenticated", "", List.of(SecurityRealm.AUTHENTICATED_AUTHORITY2));
        }
        return item.getACL().hasPermission2(reader, Item.READ);
    }
}
