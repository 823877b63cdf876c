package io.jenkins.plugins.deploymentledger.machine.group;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Computer;
import hudson.security.ACL;
import io.jenkins.plugins.deploymentledger.access.KnownJobs;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A group as a page: its machines as they are now. */
@Restricted(NoExternalUse.class)
public final class MachineGroupPage {

    private final MachineGroup group;

    MachineGroupPage(MachineGroup group) {
        this.group = group;
    }

    /** The name. */
    @NonNull
    public String getDisplayName() {
        return group.getName();
    }

    /** The URL below the root of Jenkins, with a slash at its end. */
    @NonNull
    public String getUrl() {
        return MachineGroupsAction.URL + "/group/" + Util.rawEncode(group.getName()) + "/";
    }

    /** What deletes it by POST, below the root of Jenkins. */
    @NonNull
    public String getDeleteUrl() {
        return MachineGroupsAction.URL + "/delete?name=" + Util.rawEncode(group.getName());
    }

    /** The list of tasks that went to the group, below the root of Jenkins. */
    @NonNull
    public String getTasksUrl() {
        return "tasks/?scope=all&group=" + Util.rawEncode(group.getName());
    }

    /** Which machines it names, in a few words; empty if that would tell of machines to whom may not manage groups. */
    @NonNull
    public String getDescription() {
        DeploymentTarget machines = group.getMachines();
        if (machines == null || machines instanceof MachineListTarget && !isManager()) {
            return "";
        }
        InventoryFilter inventory = group.getInventory();
        return inventory == null ? machines.describe() : machines.describe() + ", " + inventory.describe();
    }

    /** Where it comes from, for those who may know of it; empty if it was made by hand. */
    @NonNull
    public String getProvenance() {
        String origin = group.getOrigin();
        return isManager() && (origin == null || KnownJobs.mayBeNamed(origin)) ? group.getProvenance() : "";
    }

    /**
     * Its machines of which the current user may know; none if it names them in a way that cannot be understood. Whoever manages
     * groups may know of those that are named one by one.
     */
    @NonNull
    public List<Member> getMembers() {
        boolean named = isManager() && group.getMachines() instanceof MachineListTarget && group.getInventory() == null;
        try {
            return group.resolve(ACL.SYSTEM2).stream()
                    .filter(machine -> named || Machines.mayKnow(machine))
                    .map(Member::new)
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** Whether the current user may delete it. */
    public boolean isDeletable() {
        return isManager();
    }

    private static boolean isManager() {
        return Jenkins.get().hasPermission(MachineGroups.MANAGE);
    }

    /**
     * A machine of a group.
     *
     * @param name of the machine
     */
    public record Member(@NonNull String name) {

        /** See {@link #name()}. */
        @NonNull
        public String getName() {
            return name;
        }

        /** The page with all that it has seen: its URL below the root of Jenkins. */
        @NonNull
        public String getUrl() {
            return Machines.pageUrl(name);
        }

        /** Whether it can be reached, in words. */
        @NonNull
        public String getState() {
            if (Machines.find(name) == null) {
                return Messages.MachineGroupPage_gone();
            }
            Computer computer = Machines.computer(name);
            return computer != null && computer.isOnline()
                    ? Messages.MachineGroupPage_online()
                    : Messages.MachineGroupPage_offline();
        }
    }
}
