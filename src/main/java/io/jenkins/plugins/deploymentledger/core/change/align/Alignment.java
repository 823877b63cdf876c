package io.jenkins.plugins.deploymentledger.core.change.align;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Arrays;

/**
 * The longest row of elements that two rows have in common, in their order.
 *
 * <p>By Myers' algorithm ("An O(ND) Difference Algorithm and Its Variations", 1986) as long as the rows differ in few
 * elements; beyond that by {@link UniqueElements}, which is not always longest but takes no more than N log N.
 */
public final class Alignment {

    /** How many insertions and deletions are tried before the exact algorithm is given up. */
    private static final int MAX_EDITS = 600;

    private Alignment() {}

    /**
     * Aligns two rows.
     *
     * @return for each element of {@code after} the index of its counterpart in {@code before}, or -1; indexes that are
     *     not -1 ascend
     */
    @NonNull
    public static int[] of(@NonNull int[] before, @NonNull int[] after) {
        int[] matches = new int[after.length];
        Arrays.fill(matches, -1);
        int prefix = 0;
        int shorter = Math.min(before.length, after.length);
        while (prefix < shorter && before[prefix] == after[prefix]) {
            matches[prefix] = prefix;
            prefix++;
        }
        int suffix = 0;
        while (suffix < shorter - prefix && before[before.length - 1 - suffix] == after[after.length - 1 - suffix]) {
            suffix++;
            matches[after.length - suffix] = before.length - suffix;
        }
        int[] middleBefore = Arrays.copyOfRange(before, prefix, before.length - suffix);
        int[] middleAfter = Arrays.copyOfRange(after, prefix, after.length - suffix);
        int[] middle = myers(middleBefore, middleAfter);
        if (middle == null) {
            middle = UniqueElements.align(middleBefore, middleAfter);
        }
        for (int i = 0; i < middle.length; i++) {
            if (middle[i] >= 0) {
                matches[prefix + i] = prefix + middle[i];
            }
        }
        return matches;
    }

    /** Null if there are too many differences. */
    private static int[] myers(int[] before, int[] after) {
        int max = Math.min(before.length + after.length, MAX_EDITS);
        int[][] history = new int[max + 1][];
        int[] furthest = new int[2 * max + 3];
        int origin = max + 1;
        for (int edits = 0; edits <= max; edits++) {
            // What stood before this round, for the way back; only the diagonals that it can touch.
            history[edits] = Arrays.copyOfRange(furthest, origin - edits - 1, origin + edits + 2);
            for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
                boolean down = diagonal == -edits
                        || diagonal != edits && furthest[origin + diagonal - 1] < furthest[origin + diagonal + 1];
                int x = down ? furthest[origin + diagonal + 1] : furthest[origin + diagonal - 1] + 1;
                int y = x - diagonal;
                while (x < before.length && y < after.length && before[x] == after[y]) {
                    x++;
                    y++;
                }
                furthest[origin + diagonal] = x;
                if (x >= before.length && y >= after.length) {
                    return wayBack(history, edits, before, after);
                }
            }
        }
        return null;
    }

    private static int[] wayBack(int[][] history, int edits, int[] before, int[] after) {
        int[] matches = new int[after.length];
        Arrays.fill(matches, -1);
        int x = before.length;
        int y = after.length;
        for (int round = edits; round > 0; round--) {
            int[] furthest = history[round];
            int origin = round + 1;
            int diagonal = x - y;
            boolean down = diagonal == -round
                    || diagonal != round && furthest[origin + diagonal - 1] < furthest[origin + diagonal + 1];
            int from = down ? diagonal + 1 : diagonal - 1;
            int fromX = furthest[origin + from];
            int startX = down ? fromX : fromX + 1;
            while (x > startX) {
                matches[--y] = --x;
            }
            x = fromX;
            y = fromX - from;
        }
        while (x > 0 && y > 0) {
            matches[--y] = --x;
        }
        return matches;
    }
}
