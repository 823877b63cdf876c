package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Network;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Period;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns a query into the rows of one segment that answer it. */
final class Plan {

    private static final Rows NOTHING = new EveryRow(0);

    private Plan() {}

    /** Whether any row of a segment with these earliest and latest times can answer. */
    static boolean mayAnswer(LedgerQuery query, long earliest, long latest) {
        return query.period()
                .map(period -> earliest <= period.lastMilli() && latest >= period.firstMilli())
                .orElse(true);
    }

    /** The rows that answer. */
    static Rows of(LedgerQuery query, RowIndex index) {
        int rows = index.rows();
        if (rows == 0 || !mayAnswer(query, index.earliest(), index.latest())) {
            return NOTHING;
        }
        List<Rows> parts = new ArrayList<>();
        for (Map.Entry<FilterKind, Set<TextFilter>> kind : query.texts().entrySet()) {
            List<Rows> any = new ArrayList<>();
            for (TextFilter filter : kind.getValue()) {
                index.find(kind.getKey(), filter).forEach(list -> any.add(new ListedRows(list)));
            }
            if (any.isEmpty()) {
                return NOTHING;
            }
            parts.add(AnyOf.of(any, rows));
        }
        if (!query.addresses().isEmpty()) {
            List<Rows> any = new ArrayList<>();
            for (Network network : query.addresses()) {
                index.find(network).forEach(list -> any.add(new ListedRows(list)));
            }
            if (any.isEmpty()) {
                return NOTHING;
            }
            parts.add(AnyOf.of(any, rows));
        }
        if (query.period().isPresent()) {
            Period period = query.period().get();
            if (index.earliest() < period.firstMilli() || index.latest() > period.lastMilli()) {
                parts.add(new TimedRows(index.times(), rows, period.firstMilli(), period.lastMilli()));
            }
        }
        return parts.isEmpty() ? new EveryRow(rows) : AllOf.of(parts);
    }
}
