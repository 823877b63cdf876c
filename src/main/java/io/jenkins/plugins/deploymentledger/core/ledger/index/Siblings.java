package io.jenkins.plugins.deploymentledger.core.ledger.index;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.EntryCursor;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the entries that tell the same of one of their details, such as the request that they came from. */
public final class Siblings {

    /** How many entries before an entry, and as many after it, are looked at: those of one request stand close together. */
    public static final int REACH = 500;

    private Siblings() {}

    /**
     * The entries near one entry whose detail has the same value.
     *
     * @param reader of the ledger
     * @param entry an entry of it
     * @param detail the name of the detail
     * @return in the order of the ledger, without the entry itself; empty if it has no such detail
     * @throws IOException if the ledger cannot be read
     */
    @NonNull
    public static List<AuditEntry> of(@NonNull LedgerReader reader, @NonNull AuditEntry entry, @NonNull String detail)
            throws IOException {
        String value = entry.details().getOrDefault(detail, "");
        List<AuditEntry> siblings = new ArrayList<>();
        if (value.isEmpty()) {
            return siblings;
        }
        long from = Math.max(reader.firstSequence(), entry.sequence() - REACH);
        long end = Math.min(reader.endSequence(), entry.sequence() + REACH + 1);
        try (EntryCursor cursor = reader.ascending(from, end)) {
            while (cursor.next()) {
                if (cursor.sequence() != entry.sequence()) {
                    AuditEntry other = cursor.entry();
                    if (value.equals(other.details().get(detail))) {
                        siblings.add(other);
                    }
                }
            }
        }
        return siblings;
    }
}
