package io.jenkins.plugins.deploymentledger.machine.group;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Computer;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import io.jenkins.plugins.deploymentledger.machine.inventory.InventoryStore;
import java.io.IOException;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A machine of a group, as it is now. */
@Restricted(NoExternalUse.class)
public final class GroupMember {

    private static final Logger LOGGER = Logger.getLogger(GroupMember.class.getName());

    private final String name;
    private final Inventory inventory;

    GroupMember(@NonNull String name) {
        this.name = name;
        // Whoever manages groups may know names of machines, but not what these are.
        this.inventory = Machines.mayKnow(name) ? latest(name) : null;
    }

    @CheckForNull
    private static Inventory latest(String machine) {
        try {
            return InventoryStore.get().latest(machine).orElse(null);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the inventory of " + machine);
            return null;
        }
    }

    /** The name of the machine. */
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
        return isOnline() ? Messages.MachineGroupPage_online() : Messages.MachineGroupPage_offline();
    }

    private boolean isOnline() {
        Computer computer = Machines.computer(name);
        return computer != null && computer.isOnline();
    }

    /** Its operating system with its version; empty if that is not known. */
    @NonNull
    public String getSystem() {
        return inventory == null ? "" : (inventory.os() + ' ' + inventory.osVersion()).trim();
    }

    /** How many pieces of software it has; -1 if that is not known. */
    public int getSoftware() {
        return inventory == null ? -1 : inventory.software().size();
    }

    /** When its inventory was taken; null if that is not known. */
    @CheckForNull
    public Date getInventoried() {
        return inventory == null ? null : Date.from(inventory.takenAt());
    }

    /** The machine for programs. */
    @NonNull
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("online", isOnline());
        json.put("system", inventory == null ? null : getSystem());
        json.put("software", inventory == null ? null : getSoftware());
        json.put("inventoried", inventory == null ? null : inventory.takenAt().toString());
        return json;
    }
}
