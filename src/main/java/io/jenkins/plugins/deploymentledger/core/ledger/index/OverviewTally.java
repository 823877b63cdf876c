package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Buckets;
import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Adds up an {@link Overview}, segment by segment, from the indexes alone: no entry is read. For one thread.
 *
 * <p>Rows are counted by sets of bits, and where all times of a block of rows lie in one bucket, the block is counted as a
 * whole. So an overview takes time in proportion to the segments of its period, and where it is filtered to the rows of what
 * the filters name, at a few nanoseconds each.
 */
final class OverviewTally {

    private static final TextFilter EVERY = TextFilter.of("*");

    /** With so many times fewer marked rows than a list has, leaping to each of them costs less than the list. */
    private static final int FEWER = 16;

    private final LedgerQuery query;
    private final Buckets buckets;
    private final long[] histogram;
    private final Map<String, Long> events = new TreeMap<>();
    private long total;

    OverviewTally(LedgerQuery query, Buckets buckets) {
        this.query = query;
        this.buckets = buckets;
        this.histogram = new long[buckets.count()];
    }

    /**
     * Adds a segment.
     *
     * @param rows how many rows of it are seen
     */
    void add(RowIndex index, int rows) {
        BitSet others = Marks.allBut(FilterKind.EVENT, query, index, rows);
        int count = others.cardinality();
        if (count == 0) {
            return;
        }
        Set<TextFilter> wanted = query.texts().getOrDefault(FilterKind.EVENT, Set.of());
        boolean whole = count == rows && index.rows() == rows;
        Optional<EventColumn> column = whole ? Optional.empty() : index.events();
        BitSet chosen = column.isPresent()
                ? byColumn(column.get(), others, wanted)
                : byPostings(index, others, count, whole, wanted);
        count(index, rows, chosen);
    }

    /** Counts the types of all rows but those of other filters; gives those whose type is wanted. */
    private BitSet byColumn(EventColumn column, BitSet others, Set<TextFilter> wanted) {
        List<RowIndex.Value> types = column.types();
        boolean[] accepted = new boolean[types.size() + 1];
        for (int type = 0; type < types.size(); type++) {
            accepted[type + 1] = accepts(wanted, types.get(type));
        }
        long[] counts = new long[accepted.length];
        BitSet chosen = wanted.isEmpty() ? others : new BitSet(others.length());
        for (int row = others.nextSetBit(0); row >= 0; row = others.nextSetBit(row + 1)) {
            int type = column.type(row);
            counts[type]++;
            if (accepted[type]) {
                chosen.set(row);
            }
        }
        for (int type = 1; type < counts.length; type++) {
            note(types.get(type - 1), counts[type]);
        }
        return chosen;
    }

    /** The same where there is no column, or nothing but events is filtered. */
    private BitSet byPostings(RowIndex index, BitSet others, int count, boolean whole, Set<TextFilter> wanted) {
        BitSet chosen = wanted.isEmpty() ? others : new BitSet(others.length());
        for (RowIndex.Value event : index.values(FilterKind.EVENT, EVERY)) {
            long number = whole ? event.rows().size() : common(event.rows(), others, count);
            note(event, number);
            if (number > 0 && accepts(wanted, event)) {
                mark(event.rows(), chosen);
            }
        }
        if (!wanted.isEmpty()) {
            chosen.and(others);
        }
        return chosen;
    }

    private static boolean accepts(Set<TextFilter> wanted, RowIndex.Value event) {
        return wanted.stream().anyMatch(filter -> filter.matches(event.text()));
    }

    private void note(RowIndex.Value event, long number) {
        if (number > 0) {
            events.merge(event.text(), number, Long::sum);
        }
    }

    private static int common(RowList list, BitSet rows, int cardinality) {
        int common = 0;
        if ((long) cardinality * FEWER < list.size()) {
            Rows leaping = new ListedRows(list);
            for (int row = rows.length() - 1; row >= 0; row = rows.previousSetBit(row - 1)) {
                common += leaping.atMost(row) == row ? 1 : 0;
            }
            return common;
        }
        for (int row : list.toArray()) {
            common += rows.get(row) ? 1 : 0;
        }
        return common;
    }

    private static void mark(RowList list, BitSet rows) {
        for (int row : list.toArray()) {
            rows.set(row);
        }
    }

    private void count(RowIndex index, int rows, BitSet chosen) {
        Times times = index.times();
        for (int first = 0; first < rows; first += 1 << Times.BLOCK_BITS) {
            int end = Math.min(rows, first + (1 << Times.BLOCK_BITS));
            int row = chosen.nextSetBit(first);
            if (row < 0) {
                return;
            }
            if (row >= end) {
                continue;
            }
            int block = first >>> Times.BLOCK_BITS;
            int bucket = buckets.indexOf(times.earliest(block));
            if (bucket >= 0 && bucket == buckets.indexOf(times.latest(block))) {
                int number = chosen.get(row, end).cardinality();
                histogram[bucket] += number;
                total += number;
            } else {
                for (; row >= 0 && row < end; row = chosen.nextSetBit(row + 1)) {
                    total++;
                    int at = buckets.indexOf(times.time(row));
                    if (at >= 0) {
                        histogram[at]++;
                    }
                }
            }
        }
    }

    Overview overview() {
        TreeMap<EventType, Long> byType = new TreeMap<>();
        events.forEach((name, number) -> byType.put(EventType.of(name), number));
        return new Overview(total, Arrays.stream(histogram).boxed().toList(), byType);
    }
}
