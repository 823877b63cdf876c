package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryFormatException;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryPlace;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.opening.Foundation;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentDamagedException;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentEnds;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentScanner;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentScanner.Ending;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentSeal;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.io.IOException;
import java.util.Arrays;

/** Reads segments entry by entry: their frames, their chain, and each entry's hash. Not thread-safe. */
final class SegmentCheck {

    private static final int REPORT_EVERY = 1 << 14;

    private final LedgerDirectory directory;
    private final VerificationOptions options;
    private final LeafCheck leaves;
    private final BlobCheck blobs;
    private final Findings findings;
    private final long toRead;
    private final TreeHasher hasher = new TreeHasher();
    private Hash last;
    private long entries;
    private long end = -1;

    /** @param toRead how many entries there are to read, for the progress */
    SegmentCheck(
            LedgerDirectory directory,
            VerificationOptions options,
            LeafCheck leaves,
            BlobCheck blobs,
            Findings findings,
            long toRead) {
        this.directory = directory;
        this.options = options;
        this.leaves = leaves;
        this.blobs = blobs;
        this.findings = findings;
        this.toRead = toRead;
    }

    void check(SegmentEnds segment, boolean lastSegment) throws IOException {
        String name = Foundation.name(directory, segment.file());
        if (last != null
                && end == segment.header().first()
                && !last.equals(segment.header().after())) {
            findings.add(
                    Kind.CHAIN_BROKEN,
                    name,
                    end,
                    end,
                    "Its header does not name the last entry of the segment before it");
        }
        try (SegmentScanner scanner = new SegmentScanner(segment.file())) {
            last = scanner.header().after();
            while (advance(scanner, name)) {
                entry(name, scanner.sequence(), scanner.json());
            }
            end = scanner.endSequence();
            if (scanner.ending() == Ending.INCOMPLETE) {
                incomplete(name, scanner, lastSegment);
            }
            unreadable(name, segment);
        }
    }

    /** What a sealed segment counts but could not be read. */
    private void unreadable(String name, SegmentEnds segment) {
        SegmentSeal seal = segment.seal();
        long sealedEnd = seal == null ? end : segment.header().first() + seal.count();
        if (end < sealedEnd) {
            findings.add(
                    Kind.SEGMENT_DAMAGED,
                    name,
                    end,
                    sealedEnd - 1,
                    "They cannot be found behind the damage before them");
        }
    }

    /** Goes to the next record that can be read; what is damaged on the way is a finding. */
    private boolean advance(SegmentScanner scanner, String name) throws IOException {
        while (true) {
            try {
                return scanner.next();
            } catch (SegmentDamagedException e) {
                findings.add(Kind.SEGMENT_DAMAGED, name, e.sequence(), e.sequence(), String.valueOf(e.getMessage()));
                last = null;
                if (e.sequence() < 0 || !scanner.skip()) {
                    return false;
                }
            }
        }
    }

    private void incomplete(String name, SegmentScanner scanner, boolean lastSegment) throws IOException {
        String what =
                scanner.incompleteLength() + " bytes of a record that was not written to its end stand behind entry "
                        + (scanner.endSequence() - 1);
        if (lastSegment) {
            findings.notice(name + ": " + what + "; opening the ledger for writing cuts them and records that");
        } else {
            findings.add(Kind.SEGMENT_DAMAGED, name, scanner.endSequence(), scanner.endSequence(), what);
        }
    }

    private void entry(String name, long sequence, byte[] json) throws IOException {
        boolean wanted = sequence >= options.from() && sequence < options.before();
        if (last != null && !EntryPlace.follows(json, last.hex())) {
            findings.add(Kind.CHAIN_BROKEN, name, sequence, sequence, "It does not follow the entry before it");
        }
        if (!EntryPlace.isAt(json, sequence)) {
            findings.add(Kind.CHAIN_BROKEN, name, sequence, sequence, "It says that it stands at another place");
        }
        last = hasher.leaf(json);
        if (wanted) {
            entries++;
            leaves.entry(name, sequence, last);
            read(name, sequence, json);
            if (entries % REPORT_EVERY == 0) {
                options.progress().at(entries, toRead);
            }
        }
    }

    private void read(String name, long sequence, byte[] json) throws IOException {
        boolean hasBlobs = options.blobs() && !EntryPlace.hasNoBlobs(json, sequence);
        if (!hasBlobs && !options.contents()) {
            return;
        }
        try {
            AuditEntry entry = EntryCodec.decode(json);
            if (!Arrays.equals(json, EntryCodec.encode(entry))) {
                findings.add(Kind.ENTRY_MALFORMED, name, sequence, sequence, "It is not in its canonical form");
            }
            if (hasBlobs) {
                blobs.check(entry);
            }
        } catch (EntryFormatException e) {
            findings.add(Kind.ENTRY_MALFORMED, name, sequence, sequence, String.valueOf(e.getMessage()));
        }
    }

    /** Whether the seal of a segment is of the tree. */
    void checkSeal(SegmentEnds segment, TreeCheck tree, long covered) throws IOException {
        SegmentSeal seal = segment.seal();
        String name = Foundation.name(directory, segment.file());
        long first = segment.header().first();
        if (first <= covered && !tree.hasRoot(first, segment.header().root())) {
            findings.add(Kind.CHAIN_BROKEN, name, first, first, "Its header is of another tree");
        }
        if (seal != null && first + seal.count() <= covered && !tree.hasRoot(first + seal.count(), seal.root())) {
            findings.add(Kind.CHAIN_BROKEN, name, first, first + seal.count() - 1, "Its seal is of another tree");
        }
    }

    /** How many entries were read. */
    long entries() {
        return entries;
    }

    /** The sequence number after the last entry that was read. */
    long end() {
        return end;
    }
}
