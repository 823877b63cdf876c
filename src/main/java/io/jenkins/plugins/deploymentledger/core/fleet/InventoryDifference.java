package io.jenkins.plugins.deploymentledger.core.fleet;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What changed on a machine from one inventory to the next.
 *
 * <p>A new version of the same software is one removal and one addition. What changes all the time by itself, such as
 * free disk space, is no difference; nor is what stands in a list that could not be read one of the two times.
 *
 * @param first whether there was no inventory before, so that nothing can be said of changes
 * @param added software that was not there before
 * @param removed software that is no longer there
 * @param facts other facts that changed, in their order
 */
public record InventoryDifference(
        boolean first,
        @NonNull List<Software> added,
        @NonNull List<Software> removed,
        @NonNull List<Fact> facts) {

    /**
     * One fact that changed.
     *
     * @param name such as {@code os} or {@code memory}
     * @param before its value in the earlier inventory
     * @param after its value in the later one
     */
    public record Fact(
            @NonNull String name,
            @NonNull String before,
            @NonNull String after) {}

    /**
     * Compares two inventories of one machine.
     *
     * @param before the earlier one; null if there was none
     * @param after the later one
     */
    @NonNull
    public static InventoryDifference between(@CheckForNull Inventory before, @NonNull Inventory after) {
        if (before == null) {
            return new InventoryDifference(true, List.of(), List.of(), List.of());
        }
        List<Fact> facts = new ArrayList<>();
        compare(facts, "hostname", before.hostname(), after.hostname());
        compare(facts, "os", before.os(), after.os());
        compare(facts, "osVersion", before.osVersion(), after.osVersion());
        compare(facts, "architecture", before.architecture(), after.architecture());
        compare(facts, "processor", before.processor(), after.processor());
        compare(facts, "logicalProcessors", before.logicalProcessors(), after.logicalProcessors());
        compare(facts, "memoryBytes", before.memoryBytes(), after.memoryBytes());
        return new InventoryDifference(
                false,
                without(after.software(), before.software(), before.unread()),
                without(before.software(), after.software(), after.unread()),
                List.copyOf(facts));
    }

    /** How many changes this is in all. */
    public int size() {
        return added.size() + removed.size() + facts.size();
    }

    private static void compare(List<Fact> facts, String name, Object before, Object after) {
        if (!before.equals(after)) {
            facts.add(new Fact(name, String.valueOf(before), String.valueOf(after)));
        }
    }

    private static List<Software> without(List<Software> all, List<Software> excluded, List<UnreadList> unread) {
        Set<Software> rest = new LinkedHashSet<>(all);
        rest.removeAll(Set.copyOf(excluded));
        Set<String> unknown = unread.stream().map(UnreadList::origin).collect(Collectors.toSet());
        rest.removeIf(item -> unknown.contains(item.origin()));
        return List.copyOf(rest);
    }
}
