package io.jenkins.plugins.deploymentledger.core.ledger;

import io.jenkins.plugins.deploymentledger.core.ledger.append.LedgerWriter;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobStore;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.ErasureNotes;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.LedgerAlarmException;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.opening.LedgerOpening;
import io.jenkins.plugins.deploymentledger.core.ledger.opening.OpenedLedger;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentCatalogue;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerLock;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileReader;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Proofs;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Opens a ledger: takes the lock, opens the files, starts the writer and records that it was opened. */
final class LedgerStart {

    private final LedgerDirectory directory;
    private final LedgerOptions options;
    /** Completes when nothing writes any more. */
    private CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);

    private LedgerStart(LedgerDirectory directory, LedgerOptions options) {
        this.directory = directory;
        this.options = options;
    }

    static Ledger open(LedgerDirectory directory, LedgerOptions options) throws IOException {
        try {
            LedgerOpening.checkPlace(directory);
            options.storage().makeDirectory(directory.root());
            LedgerLock lock = LedgerLock.take(directory.lock());
            LedgerStart start = new LedgerStart(directory, options);
            boolean opened = false;
            try {
                Ledger ledger = start.open(lock);
                opened = true;
                return ledger;
            } finally {
                if (!opened) {
                    lock.releaseAfter(start.ended);
                }
            }
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "No permission to write the ledger in " + directory.root() + ": " + e.getMessage()
                            + ". Give the user that this program runs as the right to read and write it",
                    e);
        }
    }

    private Ledger open(LedgerLock lock) throws IOException {
        Instant now = options.writing().clock().now();
        OpenedLedger opened = LedgerOpening.open(directory, options.storage(), options.origin(), now);
        boolean started = false;
        try {
            holdAgainstKnown(opened);
            started = true;
        } finally {
            if (!started) {
                opened.tail().close();
            }
        }
        BlobStore blobs = new BlobStore(directory.blobs(), options.storage());
        long unsigned = opened.tail().next() - opened.tail().published().size();
        LedgerWriter writer = LedgerWriter.start(opened.tail(), blobs, options.writing());
        SegmentCatalogue catalogue = new SegmentCatalogue(directory.segments());
        Erasures erasures =
                new Erasures(writer, blobs, new ErasureNotes(directory.blobs(), options.storage()), catalogue);
        boolean recorded = false;
        try {
            for (AuditEvent event : opened.toRecord()) {
                writer.record(event);
            }
            options.storage().delete(directory.recovery());
            recordBackwardClock(writer, opened, now);
            writer.record(AuditEvent.of(LedgerEvents.STARTED)
                    .at(now)
                    .by("ledger", "Ledger")
                    .detail("mode", options.writing().mode().name())
                    .detail("created", Boolean.toString(opened.created()))
                    .detail("pid", Long.toString(ProcessHandle.current().pid()))
                    .detail("unsigned", Long.toString(unsigned))
                    .build());
            erasures.finish();
            recorded = true;
        } finally {
            if (!recorded) {
                ended = writer.ended();
                writer.abandon();
            }
        }
        return new Ledger(directory, options, lock, writer, opened.signer(), blobs, erasures, catalogue);
    }

    /** A clock that stands before the last entry was set back while the ledger was closed. */
    private void recordBackwardClock(LedgerWriter writer, OpenedLedger opened, Instant now) throws IOException {
        Instant last = opened.lastRecorded();
        if (last.isAfter(now.plus(options.writing().clockTolerance()))) {
            writer.record(AuditEvent.of(LedgerEvents.CLOCK_JUMPED)
                    .at(now)
                    .by("ledger", "Ledger")
                    .detail("expected", "after " + EntryCodec.format(last))
                    .detail("found", EntryCodec.format(now))
                    .build());
        }
    }

    /** Holds the ledger against checkpoints that were kept elsewhere, before anything is written. */
    private void holdAgainstKnown(OpenedLedger opened) throws IOException {
        for (Checkpoint known : options.knownCheckpoints()) {
            long published = opened.tail().published().size();
            if (!known.origin().equals(opened.signer().verifier().name())) {
                throw alarm(Kind.FORKED, "It is of the ledger " + known.origin() + ", not of this one");
            }
            // No checkpoint is given away before it is on disk, so the one on disk is never older than one kept
            // elsewhere.
            if (known.size() > published) {
                throw alarm(
                        Kind.ROLLED_BACK,
                        "It covers " + known.size() + " entries, the ledger's own checkpoint only " + published
                                + ": an older copy was put in place, or the end was cut");
            }
            TileReader tiles = new TileReader(directory.tiles(), published);
            if (!new Proofs(tiles).root(known.size()).equals(known.root())) {
                Optional<Finding> damaged = LedgerOpening.wrongTile(directory, tiles, known.size());
                if (damaged.isPresent()) {
                    throw new LedgerAlarmException(List.of(damaged.get()));
                }
                throw alarm(
                        Kind.FORKED,
                        "The tree of the first " + known.size() + " entries has another root: history was rewritten");
            }
        }
    }

    private static LedgerAlarmException alarm(Kind kind, String what) {
        return new LedgerAlarmException(List.of(Finding.of(kind, "a checkpoint kept elsewhere", what)));
    }
}
