package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import java.io.IOException;

/** Walks forwards through one segment in big reads. */
final class ScanningCursor implements EntryCursor {

    private final SegmentScanner scanner;
    private final long end;

    /** Takes the scanner over: it is closed with this cursor. It stands before the first entry of the range. */
    ScanningCursor(SegmentScanner scanner, long end) {
        this.scanner = scanner;
        this.end = end;
    }

    @Override
    public boolean next() throws IOException {
        return scanner.endSequence() < end && scanner.next();
    }

    @Override
    public long sequence() {
        return scanner.sequence();
    }

    @Override
    @NonNull
    public byte[] json() {
        return scanner.json();
    }

    @Override
    @NonNull
    public AuditEntry entry() throws IOException {
        return EntryCodec.decode(scanner.json());
    }

    @Override
    public void close() throws IOException {
        scanner.close();
    }
}
