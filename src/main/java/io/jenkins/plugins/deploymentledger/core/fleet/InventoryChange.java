package io.jenkins.plugins.deploymentledger.core.fleet;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.util.List;

/**
 * What an inventory showed to have changed on a machine, as its history keeps it.
 *
 * @param at when the inventory was taken
 * @param difference from the one before, of which no more than {@value #MAX_KEPT} of each kind are kept
 * @param total how many changes there were
 */
public record InventoryChange(@NonNull Instant at, @NonNull InventoryDifference difference, int total) {

    /** The most pieces of software that are kept as added, and as removed, of one change. */
    public static final int MAX_KEPT = 500;

    /** What is kept of a difference. */
    @NonNull
    public static InventoryChange of(@NonNull Instant at, @NonNull InventoryDifference difference) {
        return new InventoryChange(
                at,
                new InventoryDifference(
                        difference.first(), first(difference.added()), first(difference.removed()), difference.facts()),
                difference.size());
    }

    private static List<Software> first(List<Software> all) {
        return all.subList(0, Math.min(all.size(), MAX_KEPT));
    }
}
