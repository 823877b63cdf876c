package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.opening.Foundation;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentEnds;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentSeal;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads the segments of a ledger, a few at the same time, and puts together in order what they gave. Not thread-safe. */
final class RowCheck {

    private static final int AT_ONCE =
            Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));

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
    void check(List<SegmentEnds> row, BlobCheck.Maker blobs, long toRead) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, task -> {
            Thread thread = new Thread(task, "Deployment Ledger verification");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Deque<Future<SegmentResult>> running = new ArrayDeque<>();
            for (SegmentEnds segment : row) {
                if (wanted(segment)) {
                    boolean last = segment == row.get(row.size() - 1);
                    String name = Foundation.name(directory, segment.file());
                    running.add(threads.submit(new SegmentCheck(name, segment, last, options, blobs)));
                    if (running.size() > AT_ONCE) {
                        take(running.remove(), toRead);
                    }
                }
            }
            while (!running.isEmpty()) {
                take(running.remove(), toRead);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean wanted(SegmentEnds segment) {
        SegmentSeal seal = segment.seal();
        boolean before = seal != null && segment.header().first() + seal.count() <= options.from();
        return !before && segment.header().first() < options.before();
    }

    private void take(Future<SegmentResult> future, long toRead) throws IOException {
        SegmentResult result;
        try {
            result = future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The verification was interrupted");
        } catch (ExecutionException e) {
            throw new IOException("A segment could not be read: " + e.getCause().getMessage(), e.getCause());
        }
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
