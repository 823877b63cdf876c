package io.jenkins.plugins.deploymentledger.core.ledger.export;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.io.IOException;

/** Writes entries as the rows of an export. */
interface RowWriter {

    /** Writes one entry. */
    void write(AuditEntry entry) throws IOException;

    /** Writes what is still held back; leaves the stream open. */
    void flush() throws IOException;
}
