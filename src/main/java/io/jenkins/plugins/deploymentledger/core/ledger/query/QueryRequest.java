package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Optional;

/**
 * What a user asks for: a query, and which page of its answer.
 *
 * @param query which entries
 * @param cursor where the page begins; nothing for the newest entry
 * @param size how many entries the page has at most, at least 1
 */
public record QueryRequest(
        @NonNull LedgerQuery query, @NonNull Optional<Cursor> cursor, int size) {}
