package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.opening.Foundation;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentEnds;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentSeal;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import java.io.IOException;
import java.util.List;

/** Reads the segments of a ledger, a few at the same time, and puts together in order what they gave. Not thread-safe. */
final class RowCheck {

    private final LedgerDirectory directory;
    private final VerificationOptions options;
    private final LeafCheck leaves;
    private final Findings findings;
    private SegmentResult former;
    private long entries;
    private long erased;

    RowCheck(LedgerDirectory directory, VerificationOptions options, LeafCheck leaves, Findings findings) {
        this.directory = directory;
        this.options = options;
        this.leaves = leaves;
        this.findings = findings;
    }

    /** @param toRead how many entries there are to read, for the progress */
    void check(List<SegmentEnds> row, BlobCheck.Maker blobs, Workers workers, long toRead) throws IOException {
        SegmentEnds last = row.isEmpty() ? null : row.get(row.size() - 1);
        // One after the other as they are needed: each keeps the hashes of a segment.
        Iterable<SegmentCheck> checks = () -> row.stream()
                .filter(this::wanted)
                .map(segment -> new SegmentCheck(
                        Foundation.name(directory, segment.file()),
                        segment,
                        segment == last,
                        leaves.size(),
                        options,
                        blobs))
                .iterator();
        workers.run(checks, result -> take(result, toRead));
    }

    private boolean wanted(SegmentEnds segment) {
        SegmentSeal seal = segment.seal();
        boolean before = seal != null && segment.header().first() + seal.count() <= options.from();
        return !before && segment.header().first() < options.before();
    }

    private void take(SegmentResult result, long toRead) throws IOException {
        if (former != null
                && former.end() == result.first()
                && former.last() != null
                && !result.after().equals(former.last())) {
            findings.add(
                    Kind.CHAIN_BROKEN,
                    result.name(),
                    result.first(),
                    result.first(),
                    "Its header does not name the last entry of the segment before it");
        }
        findings.addAll(result.findings().findings());
        result.findings().notices().forEach(findings::notice);
        entries += result.giveTo(leaves, options.from(), options.before());
        erased += result.erased();
        former = result;
        options.progress().at(entries, toRead);
    }

    /** How many entries were read. */
    long entries() {
        return entries;
    }

    /** How many references are to blobs that were erased. */
    long erased() {
        return erased;
    }

    /** What the last segment gave; null if none was read. */
    @CheckForNull
    SegmentResult last() {
        return former;
    }
}
