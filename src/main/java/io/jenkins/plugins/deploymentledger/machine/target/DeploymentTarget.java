package io.jenkins.plugins.deploymentledger.machine.target;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.DescriptorExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Computer;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Node;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import java.util.List;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Which machines a deployment goes to; resolved once at its launch. */
public abstract class DeploymentTarget implements Describable<DeploymentTarget>, ExtensionPoint {

    /**
     * The machines that are meant at this moment, by name, in the order in which they are served, without duplicates.
     *
     * @param as who deploys: machines on which they may not build are left out
     * @throws IllegalArgumentException if the target cannot be understood; the message names the field
     */
    @NonNull
    public abstract List<String> resolve(@NonNull Authentication as);

    /** The target in a few words, for logs and pages. */
    @NonNull
    public abstract String describe();

    @Override
    public TargetDescriptor getDescriptor() {
        return (TargetDescriptor) Describable.super.getDescriptor();
    }

    /**
     * Whether somebody may deploy to a node: what runs there is as powerful as a build, so it takes the same permission;
     * and the controller itself takes builds only where an administrator gave it executors.
     */
    public static boolean isPermitted(@NonNull Node node, @NonNull Authentication as) {
        return Machines.isMachine(node)
                && (!Machines.isBuiltIn(node) || node.getNumExecutors() > 0)
                && node.getACL().hasPermission2(as, Computer.BUILD);
    }

    /** All kinds of targets. */
    @NonNull
    public static DescriptorExtensionList<DeploymentTarget, TargetDescriptor> all() {
        return Jenkins.get().getDescriptorList(DeploymentTarget.class);
    }

    /** Describes a kind of target. */
    public abstract static class TargetDescriptor extends Descriptor<DeploymentTarget> {}
}
