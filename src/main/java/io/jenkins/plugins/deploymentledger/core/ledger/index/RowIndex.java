package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Network;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import java.util.List;
import java.util.Optional;

/** What is known of the rows of one segment, from its beginning to some moment: when they happened, and where values stand. */
interface RowIndex {

    /** How many rows there are, from 0. */
    int rows();

    /** When they happened. */
    Times times();

    /** Where in the segment's file the record of a row begins. */
    int offset(int row);

    /** The earliest time of any row; of at least one row. */
    long earliest();

    /** The latest time of any row; of at least one row. */
    long latest();

    /** The rows of every value that matches; the lists may be many. */
    List<RowList> find(FilterKind kind, TextFilter filter);

    /** The rows of every address that lies in the network; the lists may be many. */
    List<RowList> find(Network network);

    /** How many different values of a kind there are. */
    int distinct(FilterKind kind);

    /** Every value of a textual kind that matches, folded, with its rows. */
    List<Value> values(FilterKind kind, TextFilter filter);

    /** Every address, with its rows. */
    List<Value> addresses();

    /** The type of event of every row; nothing where that is not known without looking at every row. */
    default Optional<EventColumn> events() {
        return Optional.empty();
    }

    /**
     * A value and where it stands.
     *
     * @param text the value
     * @param rows where it stands
     */
    record Value(String text, RowList rows) {}
}
