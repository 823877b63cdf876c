package io.jenkins.plugins.deploymentledger.core.change.align;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Aligns two rows by the elements that occur once in each, as far as these stand in the same order.
 *
 * <p>The longest ascending row of their positions is found by patience sorting; neighbours of what is aligned follow.
 */
final class UniqueElements {

    private UniqueElements() {}

    static int[] align(int[] before, int[] after) {
        Map<Integer, Integer> positions = positionsOfUnique(before);
        Map<Integer, Integer> uniqueAfter = positionsOfUnique(after);
        int[] candidates = new int[after.length];
        for (int i = 0; i < after.length; i++) {
            boolean unique = uniqueAfter.getOrDefault(after[i], -1) == i;
            candidates[i] = unique ? positions.getOrDefault(after[i], -1) : -1;
        }
        int[] matches = longestAscending(candidates);
        extend(before, after, matches);
        return matches;
    }

    /** Keeps of the positions (not the -1s) as many as ascend, and makes the others -1. */
    static int[] longestAscending(int[] positions) {
        int[] ends = new int[positions.length];
        int[] previous = new int[positions.length];
        int length = 0;
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] < 0) {
                continue;
            }
            int low = 0;
            int high = length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (positions[ends[middle]] < positions[i]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            previous[i] = low == 0 ? -1 : ends[low - 1];
            ends[low] = i;
            length = Math.max(length, low + 1);
        }
        int[] kept = new int[positions.length];
        Arrays.fill(kept, -1);
        for (int i = length == 0 ? -1 : ends[length - 1]; i >= 0; i = previous[i]) {
            kept[i] = positions[i];
        }
        return kept;
    }

    private static void extend(int[] before, int[] after, int[] matches) {
        int floor = -1;
        for (int i = 0; i < after.length; i++) {
            if (matches[i] < 0 && i > 0 && matches[i - 1] >= 0) {
                int next = matches[i - 1] + 1;
                int ceiling = nextMatch(matches, i);
                if (next > floor && next < (ceiling < 0 ? before.length : ceiling) && before[next] == after[i]) {
                    matches[i] = next;
                }
            }
            floor = Math.max(floor, matches[i]);
        }
    }

    private static int nextMatch(int[] matches, int from) {
        // Only as far as an unmatched run may reasonably go, so that the whole stays linear.
        for (int i = from; i < Math.min(matches.length, from + 64); i++) {
            if (matches[i] >= 0) {
                return matches[i];
            }
        }
        return from + 64 < matches.length ? 0 : -1;
    }

    private static Map<Integer, Integer> positionsOfUnique(int[] row) {
        Map<Integer, Integer> positions = new HashMap<>();
        for (int i = 0; i < row.length; i++) {
            positions.merge(row[i], i, (first, second) -> -1);
        }
        positions.values().removeIf(position -> position < 0);
        return positions;
    }
}
