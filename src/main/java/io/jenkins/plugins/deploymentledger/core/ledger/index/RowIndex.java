package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Network;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import java.util.List;

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
}
