package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutSnapshot;
import java.time.Instant;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;

/** The part of a run's machines that a query asks for, with what leads to its neighbours. */
public final class MachinePage {

    private final DeploymentRun run;
    private final MachineQuery query;
    private final RolloutSnapshot snapshot;
    private final List<MachineProgress> matching;
    private final List<MachineProgress> shown;

    MachinePage(DeploymentRun run, MachineQuery query, RolloutSnapshot snapshot) {
        this.run = run;
        this.query = query;
        this.snapshot = snapshot;
        this.matching =
                snapshot.machines().stream().filter(query.in(run, snapshot)).toList();
        this.shown = matching.stream()
                .filter(machine -> machine.ordinal() >= query.from())
                .limit(query.limit())
                .toList();
    }

    MachineQuery query() {
        return query;
    }

    List<MachineProgress> shown() {
        return shown;
    }

    RolloutSnapshot snapshot() {
        return snapshot;
    }

    /** The machines on this page. */
    @NonNull
    public List<MachineRow> getRows() {
        Instant now = Instant.now();
        return shown.stream()
                .map(machine -> new MachineRow(run, machine, snapshot, now))
                .toList();
    }

    /** How many machines the query finds, on all its pages. */
    public int getTotal() {
        return matching.size();
    }

    /** The place of the first machine shown among those found, from 1; 0 if none is shown. */
    public int getFirst() {
        return shown.isEmpty() ? 0 : matching.indexOf(shown.get(0)) + 1;
    }

    /** The place of the last machine shown among those found. */
    public int getLast() {
        return shown.isEmpty() ? 0 : getFirst() + shown.size() - 1;
    }

    /** The query for the machines after these; null if there are none. */
    @CheckForNull
    public String getNext() {
        int next = getLast();
        return shown.isEmpty() || next >= matching.size()
                ? null
                : query.at(matching.get(next).ordinal());
    }

    /** The query for the machines before these; null if there are none. */
    @CheckForNull
    public String getPrevious() {
        int first = getFirst() - 1;
        return first <= 0
                ? null
                : query.at(matching.get(Math.max(0, first - query.limit())).ordinal());
    }

    /** What is searched for in names. */
    @NonNull
    public String getText() {
        return query.text();
    }

    /** Whether not all machines are asked for. */
    public boolean isFiltered() {
        return query.isFiltering();
    }

    /** Whether just the machines of this group are asked for. */
    @Restricted(DoNotUse.class) // used by Jelly
    public boolean isGroup(@NonNull String group) {
        StatusGroup wanted = query.group();
        return wanted != null && wanted.name().equals(group);
    }

    /** The query of all pages together. */
    @NonNull
    public String getAll() {
        return query.at(0);
    }

    /** The query of this page. */
    @NonNull
    public String getHere() {
        return query.at(query.from());
    }
}
