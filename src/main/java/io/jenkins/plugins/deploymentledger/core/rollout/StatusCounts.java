package io.jenkins.plugins.deploymentledger.core.rollout;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How many machines are in which status; immutable. */
public final class StatusCounts {

    private final Map<MachineStatus, Integer> counts;

    private StatusCounts(Map<MachineStatus, Integer> counts) {
        this.counts = Collections.unmodifiableMap(counts);
    }

    /** Counts machines by their status. */
    @NonNull
    public static StatusCounts of(@NonNull Collection<MachineProgress> machines) {
        Map<MachineStatus, Integer> counts = new EnumMap<>(MachineStatus.class);
        machines.forEach(machine -> counts.merge(machine.status(), 1, Integer::sum));
        return new StatusCounts(counts);
    }

    /**
     * Counts that were kept.
     *
     * @param counts by status; statuses that are missing count nothing
     */
    @NonNull
    public static StatusCounts of(@NonNull Map<MachineStatus, Integer> counts) {
        Map<MachineStatus, Integer> copy = new EnumMap<>(MachineStatus.class);
        copy.putAll(counts);
        return new StatusCounts(copy);
    }

    /** The counts of the statuses that occur, in the order of the statuses. */
    @NonNull
    public Map<MachineStatus, Integer> byStatus() {
        return counts;
    }

    /** How many machines have a status of the group. */
    public int of(@NonNull StatusGroup group) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().group() == group)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** How many machines have the status. */
    public int of(@NonNull MachineStatus status) {
        return counts.getOrDefault(status, 0);
    }

    /** How many machines there are. */
    public int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many machines have come to their end, in percent from 0 to 100; 100 where there is no machine. */
    public int percentDone() {
        int total = total();
        return total == 0 ? 100 : (int) ((total - of(StatusGroup.IN_PROGRESS)) * 100L / total);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusCounts that && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
