package io.jenkins.plugins.deploymentledger.core.ledger.opening;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.append.LedgerTail;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteSigner;
import java.time.Instant;
import java.util.List;

/**
 * A ledger that is ready to be written.
 *
 * @param tail its growing end
 * @param signer its key
 * @param created whether it was made new
 * @param toRecord what opening has to say; to be recorded before anything else
 * @param lastRecorded when the last entry was recorded; {@link Instant#MIN} if there is none
 */
public record OpenedLedger(
        @NonNull LedgerTail tail,
        @NonNull NoteSigner signer,
        boolean created,
        @NonNull List<AuditEvent> toRecord,
        @NonNull Instant lastRecorded) {

    /** Copies the list. */
    public OpenedLedger {
        toRecord = List.copyOf(toRecord);
    }
}
