package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.query.EntryFields;
import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gathers values that a person may want to filter by, from the dictionaries of segments, and no more of them than a bound: so
 * that a key pressed in a form never costs more than a page.
 */
final class Suggestions {

    /** How many values are looked at, whatever they are. */
    private static final int MOST_LOOKED_AT = 200_000;

    private final FilterKind kind;
    private final String text;
    private final int most;
    private final Set<String> folded = new HashSet<>();
    private final List<String> values = new ArrayList<>();
    private long lookedAt;

    Suggestions(FilterKind kind, String text, int most) {
        this.kind = kind;
        this.text = TextFilter.fold(text).replace("*", "");
        this.most = most;
    }

    /** Whether there is room for more, and they may be looked for. */
    boolean wanted() {
        return values.size() < most && lookedAt < MOST_LOOKED_AT;
    }

    /** Adds what is in a segment of at least one entry. */
    void add(SegmentReader segment, RowIndex index) throws IOException {
        lookedAt += index.distinct(kind);
        if (kind == FilterKind.ADDRESS) {
            for (RowIndex.Value address : index.addresses()) {
                if (values.size() < most && address.text().startsWith(text) && folded.add(address.text())) {
                    values.add(address.text());
                }
            }
            return;
        }
        for (RowIndex.Value value : index.values(kind, TextFilter.of('*' + text + '*'))) {
            if (values.size() == most) {
                return;
            }
            if (!folded.contains(value.text())) {
                String written = written(segment, index, value);
                // An index that is wrong shows here; the search that comes of the suggestion will have it made again.
                if (TextFilter.fold(written).equals(value.text())) {
                    folded.add(value.text());
                    values.add(written);
                }
            }
        }
    }

    private String written(SegmentReader segment, RowIndex index, RowIndex.Value value) throws IOException {
        int row = value.rows().row(value.rows().size() - 1);
        return EntryFields.written(
                EntryCodec.decode(segment.jsonAt(segment.firstSequence() + row, index.offset(row))), kind);
    }

    List<String> values() {
        return List.copyOf(values);
    }
}
