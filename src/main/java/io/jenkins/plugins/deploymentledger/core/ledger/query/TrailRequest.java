package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.OptionalLong;

/**
 * What is asked of the audit trail by a URL or a command: which entries, and which page of them.
 *
 * <p>A page is named by the sequence number that it borders on, so that it stays the same whatever is added to the trail.
 *
 * @param query which entries
 * @param before only entries with smaller sequence numbers, the newest of them; at most one of this and {@code after} is there
 * @param after only entries with greater sequence numbers, the oldest of them
 * @param limit how many at most, at least 1
 */
public record TrailRequest(
        @NonNull LedgerQuery query,
        @NonNull OptionalLong before,
        @NonNull OptionalLong after,
        int limit) {}
