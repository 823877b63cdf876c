package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import java.util.BitSet;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Machines of a run by their places in its frozen list, as text that is short enough for a URL: {@code 0-82,90}; empty for none.
 * Immutable.
 */
final class RowRanges {

    /** Above the ordinal of the last machine that a run can have. */
    private static final int MAX_ORDINAL = 1_000_000;

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,7})(?:-([0-9]{1,7}))?");

    private final BitSet ordinals;

    private RowRanges(BitSet ordinals) {
        this.ordinals = ordinals;
    }

    /** The places of machines. */
    @NonNull
    static RowRanges of(@NonNull Collection<MachineProgress> machines) {
        BitSet ordinals = new BitSet();
        machines.forEach(machine -> ordinals.set(machine.ordinal()));
        return new RowRanges(ordinals);
    }

    /**
     * Reads texts; what they say counts together.
     *
     * @throws IllegalArgumentException if one cannot be read; the message names the parameter
     */
    @NonNull
    static RowRanges parse(@NonNull String... texts) {
        BitSet ordinals = new BitSet();
        for (String text : texts) {
            for (String range : text.split(",")) {
                if (!range.isBlank()) {
                    read(range.trim(), ordinals);
                }
            }
        }
        return new RowRanges(ordinals);
    }

    private static void read(String range, BitSet ordinals) {
        Matcher read = RANGE.matcher(range);
        int first = read.matches() ? Integer.parseInt(read.group(1)) : -1;
        int last = first < 0 || read.group(2) == null ? first : Integer.parseInt(read.group(2));
        if (first < 0 || last < first || last >= MAX_ORDINAL) {
            throw new IllegalArgumentException(Messages.RowRanges_bad(range));
        }
        ordinals.set(first, last + 1);
    }

    /** Whether a place is among them. */
    boolean has(int ordinal) {
        return ordinals.get(ordinal);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowRanges ranges && ranges.ordinals.equals(ordinals);
    }

    @Override
    public int hashCode() {
        return ordinals.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int first = ordinals.nextSetBit(0); first >= 0; ) {
            int end = ordinals.nextClearBit(first);
            text.append(text.length() == 0 ? "" : ",").append(first);
            if (end > first + 1) {
                text.append('-').append(end - 1);
            }
            first = ordinals.nextSetBit(end);
        }
        return text.toString();
    }
}
