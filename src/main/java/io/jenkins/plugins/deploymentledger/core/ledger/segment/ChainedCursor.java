package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Walks forwards from segment to segment; has one of them open at a time. */
final class ChainedCursor implements EntryCursor {

    private final Iterator<SegmentReader> segments;
    private final long from;
    private final long end;
    private EntryCursor current;

    ChainedCursor(List<SegmentReader> segments, long from, long end) {
        this.segments = segments.stream()
                .filter(segment -> segment.firstSequence() < end && segment.endSequence() > from)
                .iterator();
        this.from = from;
        this.end = end;
    }

    @Override
    public boolean next() throws IOException {
        while (current == null || !current.next()) {
            close();
            if (!segments.hasNext()) {
                return false;
            }
            current = segments.next().ascending(from, end);
        }
        return true;
    }

    private EntryCursor current() {
        if (current == null) {
            throw new NoSuchElementException("The cursor stands on no entry");
        }
        return current;
    }

    @Override
    public long sequence() {
        return current().sequence();
    }

    @Override
    @NonNull
    public byte[] json() {
        return current().json();
    }

    @Override
    @NonNull
    public AuditEntry entry() throws IOException {
        return current().entry();
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            EntryCursor done = current;
            current = null;
            done.close();
        }
    }
}
