package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.query.EntryFields;
import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Network;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The index of a segment that is still growing, or is just being indexed: it takes one entry after the other.
 *
 * <p>Safe for use by several threads; what {@link #find} gives does not change any more.
 */
final class OpenIndex implements RowIndex {

    private final long firstSequence;
    private final GrowingTimes times = new GrowingTimes();
    private int[] offsets = new int[64];
    private final Map<FilterKind, Map<String, GrowingRows>> texts = new EnumMap<>(FilterKind.class);
    private final Map<Network, GrowingRows> addresses = new HashMap<>();

    OpenIndex(long firstSequence) {
        this.firstSequence = firstSequence;
        for (FilterKind kind : FilterKind.values()) {
            if (kind != FilterKind.ADDRESS) {
                texts.put(kind, new HashMap<>());
            }
        }
    }

    /**
     * Adds the entry that follows the last one.
     *
     * @param offset where in the segment's file its record begins
     */
    synchronized void add(AuditEntry entry, int offset) {
        int row = times.size();
        if (entry.sequence() != firstSequence + row) {
            throw new IllegalArgumentException(
                    "Entry " + (firstSequence + row) + " was to follow, not " + entry.sequence());
        }
        if (row == offsets.length) {
            offsets = Arrays.copyOf(offsets, row * 2);
        }
        offsets[row] = offset;
        times.add(entry.time().toEpochMilli());
        texts.forEach((kind, values) -> {
            String text = EntryFields.text(entry, kind);
            if (!text.isEmpty()) {
                values.computeIfAbsent(text, key -> new GrowingRows()).add(row);
            }
        });
        for (Network address : EntryFields.addresses(entry)) {
            addresses.computeIfAbsent(address, key -> new GrowingRows()).add(row);
        }
    }

    /** The sequence number after the last entry. */
    synchronized long endSequence() {
        return firstSequence + times.size();
    }

    long firstSequence() {
        return firstSequence;
    }

    @Override
    public synchronized int rows() {
        return times.size();
    }

    @Override
    public synchronized Times times() {
        return times.snapshot();
    }

    @Override
    public synchronized int offset(int row) {
        return offsets[row];
    }

    @Override
    public synchronized long earliest() {
        return times.earliest();
    }

    @Override
    public synchronized long latest() {
        return times.latest();
    }

    @Override
    public synchronized List<RowList> find(FilterKind kind, TextFilter filter) {
        Map<String, GrowingRows> values = texts.get(kind);
        if (filter.isExact()) {
            GrowingRows rows = values.get(filter.prefix());
            return rows == null ? List.of() : List.of(rows.snapshot());
        }
        List<RowList> found = new ArrayList<>();
        values.forEach((text, rows) -> {
            if (filter.matches(text)) {
                found.add(rows.snapshot());
            }
        });
        return found;
    }

    @Override
    public synchronized List<RowList> find(Network network) {
        List<RowList> found = new ArrayList<>();
        addresses.forEach((address, rows) -> {
            if (network.contains(address)) {
                found.add(rows.snapshot());
            }
        });
        return found;
    }

    @Override
    public synchronized int distinct(FilterKind kind) {
        return kind == FilterKind.ADDRESS ? addresses.size() : texts.get(kind).size();
    }

    @Override
    public synchronized List<Value> values(FilterKind kind, TextFilter filter) {
        List<Value> values = new ArrayList<>();
        texts.get(kind).forEach((text, rows) -> {
            if (filter.matches(text)) {
                values.add(new Value(text, rows.snapshot()));
            }
        });
        return values;
    }

    @Override
    public synchronized List<Value> addresses() {
        List<Value> values = new ArrayList<>();
        addresses.forEach((address, rows) -> values.add(new Value(address.toString(), rows.snapshot())));
        return values;
    }

    /** The texts of a kind that occur, with their rows. For an index that does not grow any more. */
    Map<String, GrowingRows> texts(FilterKind kind) {
        return texts.get(kind);
    }

    /** The addresses that occur, with their rows. For an index that does not grow any more. */
    Map<Network, GrowingRows> networks() {
        return addresses;
    }
}
