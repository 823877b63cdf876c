package io.jenkins.plugins.deploymentledger.audit.reading;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.util.List;

/**
 * One page of entries.
 *
 * @param entries newest first; unmodifiable
 * @param newer whether entries above the first one answer too
 * @param older whether entries below the last one answer too
 */
public record TrailSlice(@NonNull List<AuditEntry> entries, boolean newer, boolean older) {

    /** Keeps the entries from being changed. */
    public TrailSlice {
        entries = List.copyOf(entries);
    }
}
