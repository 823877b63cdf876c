package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Network;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Period;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Marks all rows of a segment that answer a query: for questions about every one of them, where {@link Plan} is for the few
 * newest. Costs at most a glance at every posting of the values that the query names, and at every row's time.
 */
final class Marks {

    private final RowIndex index;
    private final int rows;
    private final BitSet marked;

    /**
     * Begins with all of the first so many rows.
     *
     * @param rows at most as many as the index has
     */
    private Marks(RowIndex index, int rows) {
        this.index = index;
        this.rows = rows;
        this.marked = new BitSet(rows);
        marked.set(0, rows);
    }

    /** The rows, of the first so many, that answer. */
    static BitSet of(LedgerQuery query, RowIndex index, int rows) {
        return new Marks(index, rows).keep(query, Set.of()).marked;
    }

    /** The rows, of the first so many, that pass every filter but those of a kind. */
    static BitSet allBut(FilterKind kind, LedgerQuery query, RowIndex index, int rows) {
        return new Marks(index, rows).keep(query, Set.of(kind)).marked;
    }

    private Marks keep(LedgerQuery query, Set<FilterKind> but) {
        query.period().ifPresent(this::keep);
        for (Map.Entry<FilterKind, Set<TextFilter>> kind : query.texts().entrySet()) {
            if (!but.contains(kind.getKey()) && !marked.isEmpty()) {
                BitSet any = new BitSet(rows);
                for (TextFilter filter : kind.getValue()) {
                    mark(index.find(kind.getKey(), filter), any);
                }
                marked.and(any);
            }
        }
        if (!query.addresses().isEmpty() && !marked.isEmpty()) {
            BitSet any = new BitSet(rows);
            for (Network network : query.addresses()) {
                mark(index.find(network), any);
            }
            marked.and(any);
        }
        return this;
    }

    private void mark(List<RowList> lists, BitSet any) {
        for (RowList list : lists) {
            for (int row : list.toArray()) {
                any.set(row);
            }
        }
    }

    private void keep(Period period) {
        long from = period.firstMilli();
        long to = period.lastMilli();
        if (index.earliest() >= from && index.latest() <= to) {
            return;
        }
        Times times = index.times();
        for (int first = 0; first < rows; first += 1 << Times.BLOCK_BITS) {
            int block = first >>> Times.BLOCK_BITS;
            int end = Math.min(rows, first + (1 << Times.BLOCK_BITS));
            if (times.latest(block) < from || times.earliest(block) > to) {
                marked.clear(first, end);
            } else if (times.earliest(block) < from || times.latest(block) > to) {
                for (int row = first; row < end; row++) {
                    long time = times.time(row);
                    if (time < from || time > to) {
                        marked.clear(row);
                    }
                }
            }
        }
    }
}
