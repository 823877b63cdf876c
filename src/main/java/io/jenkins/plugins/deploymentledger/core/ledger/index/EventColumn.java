package io.jenkins.plugins.deploymentledger.core.ledger.index;

import java.util.List;
import java.util.Optional;

/**
 * Which type of event each row of a segment has, in a byte: to count the types of some rows in a glance at each of them, where the postings of
 * the types would be looked at as a whole. Immutable.
 */
final class EventColumn {

    /** With more types in one segment a byte does not do. */
    private static final int MOST = 255;

    private final List<RowIndex.Value> types;
    private final byte[] column;

    private EventColumn(List<RowIndex.Value> types, byte[] column) {
        this.types = types;
        this.column = column;
    }

    /**
     * The column of the rows that some types have.
     *
     * @return nothing if there are too many types
     */
    static Optional<EventColumn> of(List<RowIndex.Value> types, int rows) {
        if (types.size() > MOST) {
            return Optional.empty();
        }
        byte[] column = new byte[rows];
        for (int type = 0; type < types.size(); type++) {
            for (int row : types.get(type).rows().toArray()) {
                column[row] = (byte) (type + 1);
            }
        }
        return Optional.of(new EventColumn(List.copyOf(types), column));
    }

    /** The types, with their rows. */
    List<RowIndex.Value> types() {
        return types;
    }

    /** The number of the type of a row in {@link #types}, from 1; 0 for a row that has none. */
    int type(int row) {
        return column[row] & 0xff;
    }
}
