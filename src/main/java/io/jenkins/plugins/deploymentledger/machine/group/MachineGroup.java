package io.jenkins.plugins.deploymentledger.machine.group;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget.TargetDescriptor;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;
import org.springframework.security.core.Authentication;

/**
 * A named set of machines: <em>dynamic</em> if its machines are named by a label, so that they come and go with their labels, or by
 * what their inventories show; <em>static</em> if they are named one by one.
 */
public final class MachineGroup implements Describable<MachineGroup> {

    /** The longest name, in characters. */
    static final int MAX_NAME = 100;

    private final String name;
    private final DeploymentTarget machines;
    private String provenance;
    private String origin;
    private InventoryFilter inventory;

    /**
     * Names machines.
     *
     * @param name of the group, see {@link #problemWith}
     * @param machines which ones; no group itself
     */
    @DataBoundConstructor
    public MachineGroup(String name, DeploymentTarget machines) {
        this.name = Util.fixNull(name).trim();
        this.machines = machines;
    }

    /** The name. */
    @NonNull
    public String getName() {
        return Util.fixNull(name);
    }

    /** Which machines; null if that was lost. */
    @CheckForNull
    public DeploymentTarget getMachines() {
        return machines;
    }

    /** Where the group comes from, for readers; empty if it was made by hand. */
    @NonNull
    public String getProvenance() {
        return Util.fixNull(provenance);
    }

    /** Sets where the group comes from. */
    @DataBoundSetter
    public void setProvenance(String provenance) {
        this.provenance = Util.fixEmptyAndTrim(provenance);
    }

    /** The full name of the job whose run the group was made from; null if it was made by hand. */
    @CheckForNull
    public String getOrigin() {
        return origin;
    }

    /** Sets the full name of the job whose run the group was made from: the provenance is only for those who may read it. */
    @DataBoundSetter
    public void setOrigin(@CheckForNull String origin) {
        this.origin = Util.fixEmptyAndTrim(origin);
    }

    /** What the inventories of its machines must show; null where that does not matter. */
    @CheckForNull
    public InventoryFilter getInventory() {
        return inventory;
    }

    /** Sets what the inventories of its machines must show. */
    @DataBoundSetter
    public void setInventory(@CheckForNull InventoryFilter inventory) {
        this.inventory = inventory;
    }

    /**
     * Its machines at this moment; reads their inventories if these matter.
     *
     * @param as who deploys, see {@link DeploymentTarget#resolve}
     * @throws IllegalArgumentException if it names them in a way that cannot be understood
     */
    @NonNull
    List<String> resolve(@NonNull Authentication as) {
        List<String> all = machines == null ? List.of() : machines.resolve(as);
        InventoryFilter filter = inventory;
        return filter == null ? all : all.stream().filter(filter::has).toList();
    }

    /** What is wrong with a name; null if nothing is. */
    @CheckForNull
    public static String problemWith(@NonNull String name) {
        if (name.isBlank()) {
            return Messages.MachineGroup_nameless();
        }
        if (name.length() > MAX_NAME) {
            return Messages.MachineGroup_long(MAX_NAME);
        }
        return name.chars().anyMatch(c -> c < ' ' || "/\\?#%&<>\"".indexOf(c) >= 0) || name.startsWith(".")
                ? Messages.MachineGroup_characters(name)
                : null;
    }

    /** Describes {@link MachineGroup}. */
    @Extension
    @Symbol("machineGroup")
    public static final class DescriptorImpl extends Descriptor<MachineGroup> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.MachineGroup_displayName();
        }

        /** The ways to name machines, but not by a group. */
        @NonNull
        @Restricted(DoNotUse.class) // used by Jelly
        public List<TargetDescriptor> getTargets() {
            return DeploymentTarget.all().stream()
                    .filter(target -> !(target instanceof GroupTarget.DescriptorImpl))
                    .toList();
        }

        /** Checks a name, for those who may make groups. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckName(@QueryParameter String value) {
            if (!Jenkins.get().hasPermission(MachineGroups.MANAGE)) {
                return FormValidation.ok();
            }
            String problem = problemWith(Util.fixNull(value).trim());
            return problem == null ? FormValidation.ok() : FormValidation.error(problem);
        }
    }
}
