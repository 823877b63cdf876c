package io.jenkins.plugins.deploymentledger.core.ledger.index;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Cursor;
import java.util.List;
import java.util.Optional;

/**
 * A part of the answer to a query.
 *
 * @param entries newest first; unmodifiable
 * @param next where the next page begins; nothing if this is the last one
 */
public record Page(
        @NonNull List<AuditEntry> entries, @NonNull Optional<Cursor> next) {

    /** Keeps the entries from being changed. */
    public Page {
        entries = List.copyOf(entries);
    }
}
