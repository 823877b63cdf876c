package io.jenkins.plugins.deploymentledger.machine.group;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PersistentDescriptor;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** The groups of this controller. Safe for use by several threads. */
@Extension
@Symbol("machineGroups")
public final class MachineGroups extends GlobalConfiguration implements PersistentDescriptor {

    /** The most groups. */
    static final int MAX_GROUPS = 1_000;

    private static final PermissionGroup PERMISSIONS =
            new PermissionGroup(MachineGroups.class, Messages._MachineGroups_permissions());

    /** Making, changing and deleting groups; whoever administers Jenkins has it. */
    public static final Permission MANAGE = new Permission(
            PERMISSIONS, "Manage", Messages._MachineGroups_manage(), Jenkins.ADMINISTER, PermissionScope.JENKINS);

    private volatile List<MachineGroup> groups = new ArrayList<>();

    /** The groups of this controller. */
    @NonNull
    public static MachineGroups get() {
        return ExtensionList.lookupSingleton(MachineGroups.class);
    }

    /** The groups. */
    @NonNull
    public List<MachineGroup> getGroups() {
        List<MachineGroup> all = groups;
        return all == null ? List.of() : List.copyOf(all);
    }

    /** The group of a name; empty if there is none. */
    @NonNull
    public Optional<MachineGroup> group(@NonNull String name) {
        return getGroups().stream()
                .filter(group -> group.getName().equals(name))
                .findFirst();
    }

    /**
     * Sets the groups, and saves them.
     *
     * @throws IllegalArgumentException if there are too many, one has no fitting name or no machines, or two have the same name;
     *     nothing is changed then
     */
    @DataBoundSetter
    public void setGroups(@NonNull List<MachineGroup> groups) {
        keep(groups);
    }

    private synchronized void keep(List<MachineGroup> groups) {
        if (groups.size() > MAX_GROUPS) {
            throw new IllegalArgumentException(Messages.MachineGroups_tooMany(MAX_GROUPS));
        }
        Set<String> names = new HashSet<>();
        for (MachineGroup group : groups) {
            String problem = MachineGroup.problemWith(group.getName());
            if (problem != null) {
                throw new IllegalArgumentException(problem);
            }
            if (group.getMachines() == null || group.getMachines() instanceof GroupTarget) {
                throw new IllegalArgumentException(Messages.MachineGroups_noMachines(group.getName()));
            }
            InventoryFilter inventory = group.getInventory();
            if (inventory != null && inventory.toCondition().isEmpty()) {
                throw new IllegalArgumentException(Messages.MachineGroups_emptyInventory(group.getName()));
            }
            if (!names.add(group.getName())) {
                throw new IllegalArgumentException(Messages.MachineGroups_twice(group.getName()));
            }
        }
        this.groups = new ArrayList<>(groups);
        save();
    }

    /**
     * Adds a group, and saves it.
     *
     * @throws IllegalArgumentException as {@link #setGroups} does
     */
    public synchronized void add(@NonNull MachineGroup group) {
        List<MachineGroup> more = new ArrayList<>(getGroups());
        more.add(group);
        setGroups(more);
    }

    /**
     * Puts a group in the place of the one of a name, and saves it.
     *
     * @throws IllegalArgumentException if there is no group of that name, or as {@link #setGroups} does
     */
    public synchronized void replace(@NonNull String name, @NonNull MachineGroup group) {
        if (group(name).isEmpty()) {
            throw new IllegalArgumentException(Messages.MachineGroups_none(name));
        }
        setGroups(getGroups().stream()
                .map(each -> each.getName().equals(name) ? group : each)
                .toList());
    }

    /** Removes the group of a name, if there is one, and saves that. Deployments that name it say so at their launch. */
    public synchronized void remove(@NonNull String name) {
        List<MachineGroup> fewer = new ArrayList<>(getGroups());
        if (fewer.removeIf(group -> group.getName().equals(name))) {
            setGroups(fewer);
        }
    }

    /** Changes nothing: the page of all settings only leads to the page of the groups. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) {
        return true;
    }
}
