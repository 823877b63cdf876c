package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryFormatException;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentDamagedException;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentEnds;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentScanner;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentScanner.Ending;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentSeal;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.io.IOException;
import java.util.concurrent.Callable;

/** Reads one segment entry by entry: its frames, its chain, and each entry's hash. Several run at the same time. */
final class SegmentCheck implements Callable<SegmentResult> {

    private final VerificationOptions options;
    private final SegmentEnds segment;
    private final boolean lastSegment;
    private final long covered;
    private final SegmentResult result;
    private final Findings findings;
    private final BlobCheck blobs;
    private final TreeHasher hasher = new TreeHasher();

    /**
     * @param name how findings name the segment
     * @param covered how many entries the checkpoint covers
     */
    SegmentCheck(
            String name,
            SegmentEnds segment,
            boolean lastSegment,
            long covered,
            VerificationOptions options,
            BlobCheck.Maker blobs) {
        this.covered = covered;
        this.segment = segment;
        this.lastSegment = lastSegment;
        this.options = options;
        this.result = new SegmentResult(
                name, segment.header().first(), segment.header().after());
        this.findings = result.findings();
        this.blobs = blobs.make(findings);
    }

    @Override
    public SegmentResult call() throws IOException {
        try (SegmentScanner scanner = new SegmentScanner(segment.file())) {
            while (advance(scanner)) {
                entry(scanner);
            }
            if (scanner.ending() == Ending.INCOMPLETE) {
                incomplete(scanner);
            }
        }
        unreadable();
        result.erased(blobs.erased());
        return result;
    }

    /** Goes to the next record that can be read; what is damaged on the way is a finding. */
    private boolean advance(SegmentScanner scanner) throws IOException {
        while (true) {
            try {
                return scanner.next();
            } catch (SegmentDamagedException e) {
                findings.add(
                        Kind.SEGMENT_DAMAGED,
                        result.name(),
                        e.sequence(),
                        e.sequence(),
                        String.valueOf(e.getMessage()));
                if (e.sequence() < 0 || !scanner.skip()) {
                    result.endsDamaged();
                    return false;
                }
                result.addDamaged();
            }
        }
    }

    private void entry(SegmentScanner scanner) throws IOException {
        long sequence = scanner.sequence();
        Hash before = result.last();
        if (before != null && !scanner.follows(before)) {
            findings.add(
                    Kind.CHAIN_BROKEN, result.name(), sequence, sequence, "It does not follow the entry before it");
        }
        if (!scanner.inPlace()) {
            findings.add(
                    Kind.CHAIN_BROKEN, result.name(), sequence, sequence, "It says that it stands at another place");
        }
        result.add(scanner.leaf(hasher));
        if (sequence >= options.from() && sequence < options.before()) {
            boolean hasBlobs = options.blobs() && (!scanner.hasNoBlobs() || scanner.isAboutBlob());
            // What no checkpoint covers is signed by nobody, so that it is at least an entry is all that can be said of
            // it.
            if (hasBlobs || options.contents() || sequence >= covered) {
                read(sequence, scanner.json(), hasBlobs);
            }
        }
    }

    private void read(long sequence, byte[] json, boolean hasBlobs) throws IOException {
        try {
            AuditEntry entry = EntryCodec.decodeCanonical(json);
            if (hasBlobs) {
                blobs.check(entry);
            }
        } catch (EntryFormatException e) {
            findings.add(Kind.ENTRY_MALFORMED, result.name(), sequence, sequence, String.valueOf(e.getMessage()));
        }
    }

    private void incomplete(SegmentScanner scanner) throws IOException {
        String what =
                scanner.incompleteLength() + " bytes of a record that was not written to its end stand behind entry "
                        + (scanner.endSequence() - 1);
        if (lastSegment) {
            findings.notice(
                    result.name() + ": " + what + "; opening the ledger for writing cuts them and records that");
        } else {
            findings.add(Kind.SEGMENT_DAMAGED, result.name(), scanner.endSequence(), scanner.endSequence(), what);
        }
    }

    /** What a sealed segment counts but could not be read. */
    private void unreadable() {
        SegmentSeal seal = segment.seal();
        long sealedEnd = seal == null ? result.end() : result.first() + seal.count();
        if (result.end() < sealedEnd) {
            findings.add(
                    Kind.SEGMENT_DAMAGED,
                    result.name(),
                    result.end(),
                    sealedEnd - 1,
                    "They cannot be found behind the damage before them");
        }
    }
}
