package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryFormatException;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentDamagedException;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentEnds;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentFile;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentScanner;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks up single entries in the segments that can be opened, whatever is wrong with the others. Not thread-safe. */
final class KnownEntries implements Closeable {

    private final List<SegmentFile> segments = new ArrayList<>();
    private long first;

    static KnownEntries open(List<SegmentEnds> row) throws IOException {
        KnownEntries entries = new KnownEntries();
        entries.first = row.isEmpty() ? 0 : row.get(0).header().first();
        for (SegmentEnds segment : row) {
            try {
                entries.segments.add(SegmentFile.open(segment.file(), Long.MAX_VALUE));
            } catch (SegmentDamagedException e) {
                // What is wrong with it is found when it is read from its beginning; its entries cannot be looked up.
                continue;
            }
        }
        return entries;
    }

    long firstSequence() {
        return first;
    }

    /** How many entries there are to read. */
    long countIn(VerificationOptions options) {
        long count = 0;
        for (SegmentFile segment : segments) {
            count += Math.max(
                    0,
                    Math.min(segment.endSequence(), options.before())
                            - Math.max(segment.firstSequence(), options.from()));
        }
        return count;
    }

    /** An entry; null if it is in no segment that can be opened, or cannot be read there. */
    @CheckForNull
    AuditEntry find(long sequence) throws IOException {
        byte[] json = findJson(sequence);
        try {
            return json == null ? null : EntryCodec.decode(json);
        } catch (EntryFormatException e) {
            return null;
        }
    }

    /** The canonical JSON of an entry; null if it is in no segment that can be opened, or cannot be read there. */
    @CheckForNull
    @SuppressFBWarnings(value = "PZLA_PREFER_ZERO_LENGTH_ARRAYS", justification = "No entry is other than an empty one")
    byte[] findJson(long sequence) throws IOException {
        for (SegmentFile segment : segments) {
            if (sequence >= segment.firstSequence() && sequence < segment.endSequence()) {
                try {
                    return segment.json(sequence);
                } catch (SegmentDamagedException e) {
                    return findBesideDamage(segment, sequence);
                }
            }
        }
        return null;
    }

    /** The same in a segment of which something is damaged, perhaps another entry. */
    @CheckForNull
    private static byte[] findBesideDamage(SegmentFile segment, long sequence) throws IOException {
        try (SegmentScanner scanner = new SegmentScanner(segment.file())) {
            while (true) {
                try {
                    if (!scanner.next()) {
                        return null;
                    }
                    if (scanner.sequence() == sequence) {
                        return scanner.json();
                    }
                } catch (SegmentDamagedException e) {
                    if (e.sequence() == sequence || !scanner.skip()) {
                        return null;
                    }
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (SegmentFile segment : segments) {
            segment.close();
        }
    }
}
