package io.jenkins.plugins.deploymentledger.machine.inventory;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * An inventory as it comes from a machine: not to be believed blindly.
 *
 * @param raw without limits, and with the machine's own time
 * @param problems what could not be read, one line each
 */
public record TakenInventory(
        @NonNull Inventory raw, @NonNull List<String> problems) implements Serializable {

    private static final int MAX_PROBLEMS = 20;

    private static final int MAX_PROBLEM = 300;

    /** Bounds the number of problems and their length. */
    public TakenInventory {
        problems = problems.stream()
                .limit(MAX_PROBLEMS)
                .map(problem -> problem.strip().replaceAll("\\s+", " "))
                .map(problem -> problem.length() <= MAX_PROBLEM ? problem : problem.substring(0, MAX_PROBLEM) + '…')
                .toList();
    }

    /**
     * The inventory within its limits.
     *
     * @param takenAt the time it is given
     */
    @NonNull
    public Inventory inventory(@NonNull Instant takenAt) {
        return raw.with(takenAt, raw.software(), raw.unread()).limited();
    }
}
