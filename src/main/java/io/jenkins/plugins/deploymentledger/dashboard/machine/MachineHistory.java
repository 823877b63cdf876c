package io.jenkins.plugins.deploymentledger.dashboard.machine;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Computer;
import hudson.model.ModelObject;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.core.fleet.InventoryChange;
import io.jenkins.plugins.deploymentledger.core.fleet.Software;
import io.jenkins.plugins.deploymentledger.core.history.MachineVisit;
import io.jenkins.plugins.deploymentledger.core.history.Task;
import io.jenkins.plugins.deploymentledger.core.history.TaskListing;
import io.jenkins.plugins.deploymentledger.core.history.TaskQuery;
import io.jenkins.plugins.deploymentledger.core.history.Viewer;
import io.jenkins.plugins.deploymentledger.dashboard.CurrentViewer;
import io.jenkins.plugins.deploymentledger.dashboard.history.MachineVisits;
import io.jenkins.plugins.deploymentledger.dashboard.history.TaskHistory;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import io.jenkins.plugins.deploymentledger.machine.inventory.InventoryStore;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The page of a machine: what it is and has, how that changed, and every task that it has seen, as far as the current user may read
 * these.
 *
 * <p>Whoever may read none of them, nor deploy to the agent or read its configuration, is not told that there is such a machine. What
 * it is and has is only for those who may do one of the latter, since it tells of what others deployed, too.
 */
@Restricted(NoExternalUse.class)
public final class MachineHistory implements ModelObject {

    private static final Logger LOGGER = Logger.getLogger(MachineHistory.class.getName());

    /** How many tasks one page shows. */
    static final int PAGE_SIZE = 100;

    /** Well above what the file of one machine holds. */
    private static final int MAX_VISITS = 50_000;

    private static final int MAX_CHANGES = 50;

    private static final int MAX_SOFTWARE = 2_000;

    private final String name;
    private final boolean known;
    private final List<VisitRow> rows;
    private final Inventory inventory;
    private boolean torn;

    MachineHistory(String name) throws IOException {
        this.name = name;
        this.known = Machines.mayKnow(name);
        this.inventory = known ? latest() : null;
        List<MachineVisit> visits = MachineVisits.get().of(name, MAX_VISITS);
        Map<UUID, Task> tasks = tasks(visits);
        this.rows = visits.stream()
                .filter(visit -> tasks.containsKey(visit.task()))
                .map(visit -> new VisitRow(name, visit, tasks.get(visit.task())))
                .toList();
    }

    private Inventory latest() {
        try {
            return InventoryStore.get().latest(name).orElse(null);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the inventory of " + name);
            torn = true;
            return null;
        }
    }

    private static Map<UUID, Task> tasks(List<MachineVisit> visits) {
        Set<UUID> wanted = new HashSet<>();
        visits.forEach(visit -> wanted.add(visit.task()));
        Map<UUID, Task> found = new HashMap<>();
        if (!wanted.isEmpty()) {
            Viewer viewer = CurrentViewer.at(Instant.now());
            TaskListing.each(TaskHistory.get().table(), TaskQuery.ALL, viewer, task -> {
                if (task.id() != null && wanted.contains(task.id())) {
                    found.put(task.id(), task);
                }
            });
        }
        return found;
    }

    @Override
    public String getDisplayName() {
        return name;
    }

    /** Whether the current user may know of it at all: a name that neither agent nor task has means nothing to anybody. */
    boolean isKnown() {
        return !rows.isEmpty() || known && Machines.find(name) != null;
    }

    /** Whether the current user may know what it is and has, rather than only what this user's tasks did on it. */
    public boolean isOpen() {
        return known;
    }

    /** The URL of this page below the root of Jenkins, with a slash at its end. */
    @NonNull
    public String getUrl() {
        return Machines.pageUrl(name);
    }

    /** The URL of its agent below the root of Jenkins; empty if there is none any more. */
    @NonNull
    public String getAgentUrl() {
        Computer computer = Machines.computer(name);
        return computer == null ? "" : computer.getUrl();
    }

    /** Whether it can be reached, and what it runs if that is known. */
    @NonNull
    public String getSummary() {
        return inventory == null
                ? state()
                : state() + " · " + inventory.os() + " " + inventory.osVersion() + " (" + inventory.architecture()
                        + ")";
    }

    private String state() {
        if (Machines.find(name) == null) {
            return Messages.MachineHistory_gone();
        }
        Computer computer = Machines.computer(name);
        return computer != null && computer.isOnline()
                ? Messages.MachineHistory_online()
                : Messages.MachineHistory_offline();
    }

    /** How many tasks it has seen. */
    public int getTotal() {
        return rows.size();
    }

    /** The place of the first task that is shown, from 0. */
    public int getFrom() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String from = request == null ? null : request.getParameter("from");
        return from != null && from.matches("[0-9]{1,6}") ? Math.min(Integer.parseInt(from), rows.size()) : 0;
    }

    /** The tasks on this page, the newest first. */
    @NonNull
    public List<VisitRow> getRows() {
        int from = getFrom();
        return rows.subList(from, Math.min(rows.size(), from + PAGE_SIZE));
    }

    /** The place of the first task on the next page; -1 if there is none. */
    public int getOlder() {
        int next = getFrom() + PAGE_SIZE;
        return next < rows.size() ? next : -1;
    }

    /** The place of the first task on the page before; -1 if there is none. */
    public int getNewer() {
        return getFrom() == 0 ? -1 : Math.max(0, getFrom() - PAGE_SIZE);
    }

    /** All attempts of the row's chain of restarts on this machine, the oldest first; just the row itself if it is in none. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public List<VisitRow> attempts(@NonNull VisitRow row) {
        return Attempts.of(row, rows);
    }

    /** What it is and has; null if that is not known. */
    @CheckForNull
    public Inventory getInventory() {
        return inventory;
    }

    /** Whether what is kept of its inventories cannot be read; the next deployment takes a new one. */
    public boolean isTorn() {
        return torn;
    }

    /** When that was seen; null if it is not known. */
    @CheckForNull
    public Date getInventoried() {
        return inventory == null ? null : Date.from(inventory.takenAt());
    }

    /** What is installed, as far as the page shows it. */
    @NonNull
    public List<Software> getSoftware() {
        return inventory == null
                ? List.of()
                : inventory.software().stream().limit(MAX_SOFTWARE).toList();
    }

    /** What changed over time, the newest first. */
    @NonNull
    public List<InventoryChange> getChanges() {
        try {
            return known ? InventoryStore.get().changes(name, MAX_CHANGES) : List.of();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read how the inventory of " + name + " changed");
            torn = true;
            return List.of();
        }
    }

    /** When a change was seen. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public Date dateOf(@NonNull InventoryChange change) {
        return Date.from(change.at());
    }
}
