package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.file.Path;

/** Thrown when the bytes of a segment cannot be what the ledger wrote. */
public final class SegmentDamagedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long sequence;
    private final long offset;

    SegmentDamagedException(Path file, long sequence, long offset, String what) {
        super("Segment " + file.getFileName() + ", at byte " + offset + (sequence < 0 ? "" : ", entry " + sequence)
                + ": " + what);
        this.sequence = sequence;
        this.offset = offset;
    }

    /** The sequence number of the entry that stands there; -1 if it is none or not known. */
    public long sequence() {
        return sequence;
    }

    /** Where in the file, in bytes from its beginning. */
    public long offset() {
        return offset;
    }

    /** What is wrong, and where. */
    @Override
    @NonNull
    public String getMessage() {
        return super.getMessage();
    }
}
