package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import java.io.IOException;
import java.util.NoSuchElementException;

/** Walks over a range of sequence numbers, one way or the other, reading each entry when it gets there. */
final class WalkingCursor implements EntryCursor {

    private final Source source;
    private final long first;
    private final long end;
    private final boolean ascending;
    private long walked = -1;
    private byte[] json;

    /** Gives the canonical JSON of an entry. */
    @FunctionalInterface
    interface Source {
        byte[] json(long sequence) throws IOException;
    }

    WalkingCursor(Source source, long first, long end, boolean ascending) {
        this.source = source;
        this.first = first;
        this.end = end;
        this.ascending = ascending;
    }

    @Override
    public boolean next() throws IOException {
        if (walked + 1 >= end - first) {
            json = null;
            return false;
        }
        walked++;
        json = source.json(sequence());
        return true;
    }

    @Override
    public long sequence() {
        return ascending ? first + walked : end - 1 - walked;
    }

    @Override
    @NonNull
    public byte[] json() {
        if (json == null) {
            throw new NoSuchElementException("The cursor stands on no entry");
        }
        return json.clone();
    }

    @Override
    @NonNull
    public AuditEntry entry() throws IOException {
        return EntryCodec.decode(json());
    }

    @Override
    public void close() {
        json = null;
    }
}
