package io.jenkins.plugins.deploymentledger.core.ledger.append;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import java.time.Instant;

/** Counts the events that were refused, until an entry says so. Thread-safe. */
final class Gap {

    private long refused;
    private long inEntry;
    private Instant first;
    private Instant last;
    private String because = "";

    synchronized void count(int events, Instant time, String reason) {
        if (refused == 0) {
            first = time;
        }
        refused += events;
        last = time;
        because = reason;
    }

    synchronized long refused() {
        return refused;
    }

    /** The event that tells of the gap; null if there is none. */
    @CheckForNull
    synchronized AuditEvent event() {
        inEntry = refused;
        if (refused == 0) {
            return null;
        }
        return AuditEvent.of(LedgerEvents.GAP)
                .at(last)
                .by("ledger", "Ledger")
                .outcome(Outcome.FAILURE)
                .detail("refused", Long.toString(refused))
                .detail("first", EntryCodec.format(first))
                .detail("last", EntryCodec.format(last))
                .detail("because", because)
                .build();
    }

    /** The entry of the last {@link #event} is on disk. */
    synchronized void recorded() {
        refused -= inEntry;
        inEntry = 0;
        first = last;
    }
}
