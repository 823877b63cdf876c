package io.jenkins.plugins.deploymentledger.core.ledger.index;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.io.IOException;

/** Takes entries one by one. */
@FunctionalInterface
public interface EntryConsumer {

    /**
     * Takes an entry.
     *
     * @param entry the entry
     * @return whether more entries are wanted
     * @throws IOException if it cannot be taken; the walk ends
     */
    boolean take(@NonNull AuditEntry entry) throws IOException;
}
