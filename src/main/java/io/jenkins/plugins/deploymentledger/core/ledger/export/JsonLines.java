package io.jenkins.plugins.deploymentledger.core.ledger.export;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import java.io.IOException;
import java.io.OutputStream;

/** Writes entries as their canonical JSON, one a line; a line feed cannot stand within it. */
final class JsonLines implements RowWriter {

    private final OutputStream out;

    JsonLines(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(AuditEntry entry) throws IOException {
        out.write(EntryCodec.encode(entry));
        out.write('\n');
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
