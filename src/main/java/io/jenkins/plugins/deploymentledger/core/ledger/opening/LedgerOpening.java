package io.jenkins.plugins.deploymentledger.core.ledger.opening;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.append.LedgerTail;
import io.jenkins.plugins.deploymentledger.core.ledger.append.Publisher;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.LedgerAlarmException;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.note.KeyFiles;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteException;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteSigner;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentEnds;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentSeal;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentWriter;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.AppendFile;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.GrowingTree;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileException;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileReader;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Proofs;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Opens a ledger for writing. The lock must be held.
 *
 * <p>It reads the last segments whole, and of the others what stands at their ends; what is wrong in between is found by a verification.
 */
public final class LedgerOpening {

    private final LedgerDirectory directory;
    private final Storage storage;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    private LedgerOpening(LedgerDirectory directory, Storage storage, Instant now) {
        this.directory = directory;
        this.storage = storage;
        this.now = now;
    }

    /**
     * Makes sure that there is a ledger, or room for a new one, before anything is written into the directory.
     *
     * @throws LedgerAlarmException if the directory has something else in it
     * @throws IOException if it cannot be read
     */
    public static void checkPlace(@NonNull LedgerDirectory directory) throws IOException {
        if (!Foundation.isLedger(directory)) {
            LedgerCreation.checkEmpty(directory);
        }
    }

    /**
     * Opens the ledger, or makes a new one in an empty directory.
     *
     * @param directory where it stands
     * @param storage writes the files
     * @param origin the name of the key of a new ledger
     * @param now what time it is
     * @throws LedgerAlarmException if it is not as it was left; nothing was changed then
     * @throws IOException if it cannot be read or written
     */
    @NonNull
    public static OpenedLedger open(
            @NonNull LedgerDirectory directory, @NonNull Storage storage, @NonNull String origin, @NonNull Instant now)
            throws IOException {
        boolean create = !Foundation.isLedger(directory);
        if (create) {
            LedgerCreation.checkEmpty(directory);
            LedgerCreation.create(storage, directory, origin, now);
        }
        return new LedgerOpening(directory, storage, now).open(create);
    }

    private OpenedLedger open(boolean created) throws IOException {
        Foundation foundation = Foundation.read(directory);
        NoteSigner signer;
        try {
            signer = KeyFiles.readPrivate(directory);
        } catch (NoteException e) {
            throw new LedgerAlarmException(
                    List.of(Finding.of(Kind.UNUSABLE, "keys/ledger.key", String.valueOf(e.getMessage()))));
        }
        List<SegmentEnds> row = SegmentRow.read(directory, foundation.retained(), findings);
        Checkpoint checkpoint = foundation.checkpoint();
        SegmentRow.checkNotReplayed(directory, row, checkpoint.size(), findings);
        stopIfAnyFinding();
        GrowingTree tree = resumeTree(checkpoint);
        holdSealsAgainstTree(row, checkpoint.size());
        stopIfAnyFinding();

        TailScan scan = new TailScan(directory, tree);
        for (SegmentEnds segment : row) {
            SegmentSeal seal = segment.seal();
            boolean last = segment == row.get(row.size() - 1);
            if (last || seal == null || segment.header().first() + seal.count() > checkpoint.size()) {
                findings.addAll(scan.read(segment));
                stopIfAnyFinding();
            }
        }
        if (scan.end() < checkpoint.size()) {
            findings.add(new Finding(
                    Kind.TRUNCATED,
                    Foundation.name(directory, row.get(row.size() - 1).file()),
                    scan.end(),
                    checkpoint.size() - 1,
                    "The checkpoint covers " + checkpoint.size() + " entries, but they end with entry "
                            + (scan.end() - 1)));
            stopIfAnyFinding();
        }
        return resume(row.get(row.size() - 1), scan, tree, signer, checkpoint, created);
    }

    private OpenedLedger resume(
            SegmentEnds last,
            TailScan scan,
            GrowingTree tree,
            NoteSigner signer,
            Checkpoint checkpoint,
            boolean created)
            throws IOException {
        List<CutRecord> cuts = CutRecord.unrecorded(directory, signer);
        if (scan.incomplete() > 0) {
            cuts = CutRecord.putAside(
                    storage,
                    directory,
                    signer,
                    cuts,
                    Foundation.name(directory, last.file()),
                    scan.offset(),
                    scan.incomplete(),
                    scan.cut());
            try (AppendFile file = storage.openForAppend(last.file())) {
                file.truncate(scan.offset());
            }
        }
        List<AuditEvent> toRecord = cuts.stream().map(cut -> cut.event(now)).toList();
        SegmentWriter segment = SegmentWriter.resume(
                storage, last.file(), last.header().first(), scan.records(), Files.size(last.file()));
        Instant began = scan.segmentBegan().equals(Instant.MAX) ? now : scan.segmentBegan();
        Publisher publisher = new Publisher(storage, directory, signer, checkpoint);
        LedgerTail tail =
                new LedgerTail(storage, directory, publisher, tree, segment, scan.sealed(), scan.last(), began);
        return new OpenedLedger(tail, signer, created, toRecord, scan.lastRecorded());
    }

    private GrowingTree resumeTree(Checkpoint checkpoint) throws IOException {
        try {
            GrowingTree tree = GrowingTree.resume(directory.tiles(), checkpoint.size());
            if (!tree.root().equals(checkpoint.root())) {
                findings.add(Finding.of(
                        Kind.TILE,
                        "tile",
                        "The tiles at the right edge of the tree do not lead to the root of the checkpoint"));
            }
            stopIfAnyFinding();
            return tree;
        } catch (TileException e) {
            findings.add(Finding.of(Kind.TILE, Foundation.name(directory, e.file()), String.valueOf(e.getMessage())));
            throw new LedgerAlarmException(findings);
        }
    }

    /** Each segment's seal must be of the tree that the tiles have at its end. */
    private void holdSealsAgainstTree(List<SegmentEnds> row, long covered) throws IOException {
        TileReader tiles = new TileReader(directory.tiles(), covered);
        Proofs proofs = new Proofs(tiles);
        for (SegmentEnds segment : row) {
            SegmentSeal seal = segment.seal();
            long end = seal == null ? -1 : segment.header().first() + seal.count();
            try {
                if (seal != null && end <= covered && !proofs.root(end).equals(seal.root())) {
                    Finding otherTree = new Finding(
                            Kind.CHAIN_BROKEN,
                            Foundation.name(directory, segment.file()),
                            segment.header().first(),
                            end - 1,
                            "Its seal is of another tree than the tiles have");
                    findings.add(wrongTile(directory, tiles, end).orElse(otherTree));
                }
            } catch (TileException e) {
                findings.add(
                        Finding.of(Kind.TILE, Foundation.name(directory, e.file()), String.valueOf(e.getMessage())));
            }
        }
    }

    /**
     * The reason why the tiles lead to another root of the first so many entries than they should, where it is a damaged tile and nothing
     * worse.
     *
     * @throws IOException if a tile cannot be read
     */
    @NonNull
    public static Optional<Finding> wrongTile(@NonNull LedgerDirectory directory, @NonNull TileReader tiles, long size)
            throws IOException {
        return tiles.wrongUnder(size)
                .map(file -> Finding.of(
                        Kind.TILE,
                        Foundation.name(directory, file),
                        "Its hashes are not those that the tree above it was made of"));
    }

    private void stopIfAnyFinding() throws LedgerAlarmException {
        if (!findings.isEmpty()) {
            throw new LedgerAlarmException(findings);
        }
    }
}
