package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import java.io.IOException;
import java.util.Set;

/** One of the things that the tool does with a ledger. */
interface Command {

    /** What the command understands. */
    Set<Option> options();

    /** What it does, in a line. */
    String summary();

    /**
     * Does it.
     *
     * @return whether everything proved
     * @throws UsageException if the command line is wrong
     * @throws InvalidQueryException if a filter is wrong
     * @throws IOException if something cannot be read or written
     */
    boolean run(Arguments arguments, Terminal terminal) throws UsageException, InvalidQueryException, IOException;
}
