package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobStore;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.ErasureNotes;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.LedgerAlarmException;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.note.KeyFiles;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteException;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.opening.Foundation;
import io.jenkins.plugins.deploymentledger.core.ledger.opening.RetainedNote;
import io.jenkins.plugins.deploymentledger.core.ledger.opening.SegmentRow;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentEnds;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentSeal;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.DiskStorage;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileException;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Verifies a ledger, or a copy of one. It only reads; a ledger that is being written can be verified too. */
public final class LedgerVerifier {

    private static final int ATTEMPTS = 5;

    private final LedgerDirectory directory;
    private final VerificationOptions options;
    private final Findings findings = new Findings();

    private LedgerVerifier(LedgerDirectory directory, VerificationOptions options) {
        this.directory = directory;
        this.options = options;
    }

    /**
     * Verifies a ledger.
     *
     * @param directory where it stands
     * @param options what to verify, and against what
     * @return what was found; all that is wrong with the ledger is in it
     * @throws IOException if a file is there and cannot be read at all
     */
    @NonNull
    public static VerificationReport verify(@NonNull Path directory, @NonNull VerificationOptions options)
            throws IOException {
        return new LedgerVerifier(new LedgerDirectory(directory.toAbsolutePath().normalize()), options).verify();
    }

    private VerificationReport verify() throws IOException {
        Foundation foundation;
        TileReader tiles;
        try {
            foundation = readFoundation();
            tiles = new TileReader(directory.tiles(), foundation.checkpoint().size());
            for (int attempt = 1; !keepRightEdge(tiles) && attempt < ATTEMPTS; attempt++) {
                Foundation again = readFoundation();
                if (again.checkpoint().equals(foundation.checkpoint())) {
                    break;
                }
                foundation = again;
                tiles = new TileReader(
                        directory.tiles(), foundation.checkpoint().size());
            }
        } catch (LedgerAlarmException e) {
            findings.addAll(e.findings());
            return report(null, 0, List.of(), 0);
        }
        return verify(foundation, tiles);
    }

    private Foundation readFoundation() throws IOException {
        NoteVerifier key = options.key();
        return key == null ? Foundation.read(directory) : Foundation.read(directory, key);
    }

    /** A ledger that is being written drops the partial tiles of a checkpoint when the next one is there. */
    private static boolean keepRightEdge(TileReader tiles) throws IOException {
        try {
            tiles.keepRightEdge();
            return true;
        } catch (TileException e) {
            return false;
        }
    }

    private VerificationReport verify(Foundation foundation, TileReader tiles) throws IOException {
        checkKeyInLedger(foundation);
        Checkpoint checkpoint = foundation.checkpoint();
        List<Finding> rowFindings = new ArrayList<>();
        List<SegmentEnds> row = SegmentRow.read(directory, foundation.retained(), rowFindings);
        SegmentRow.checkNotReplayed(directory, row, checkpoint.size(), rowFindings);
        row = withArchive(row, rowFindings);
        findings.addAll(rowFindings);
        long end;
        long entries;
        List<SequenceRange> proved;
        try (KnownEntries known = KnownEntries.open(row);
                Workers workers = new Workers()) {
            TreeCheck tree = new TreeCheck(directory, tiles, checkpoint, known, findings);
            tree.check(options.from(), options.before(), workers);
            checkKnown(foundation, tree);
            LeafCheck leaves = new LeafCheck(tree, checkpoint.size(), findings);
            if (!tree.flawed()) {
                checkEnds(row, tree, checkpoint.size());
            }
            BlobStore blobs = new BlobStore(directory.blobs(), new DiskStorage());
            ErasureNotes notes = new ErasureNotes(directory.blobs(), new DiskStorage());
            RowCheck segments = new RowCheck(directory, options, leaves, findings);
            segments.check(
                    row,
                    its -> new BlobCheck(blobs, notes, known, tiles.another(), checkpoint, its),
                    workers,
                    known.countIn(options));
            checkRetention(foundation.retained(), known);
            if (segments.erased() > 0) {
                findings.notice(segments.erased() + " references are to blobs whose content was erased");
            }
            proved = leaves.proved();
            SegmentResult last = segments.last();
            end = last == null ? -1 : last.end();
            entries = segments.entries();
        }
        boolean whole = options.before() > checkpoint.size();
        if (whole && end >= 0 && end < checkpoint.size()) {
            findings.add(
                    Kind.TRUNCATED,
                    Foundation.name(directory, row.get(row.size() - 1).file()),
                    end,
                    checkpoint.size() - 1,
                    "The checkpoint covers " + checkpoint.size() + " entries, but they end with entry " + (end - 1));
        }
        return report(checkpoint, entries, proved, whole ? Math.max(0, end - checkpoint.size()) : 0);
    }

    /** The segments in front of which those from the archive stand, if there is one to be verified. */
    private List<SegmentEnds> withArchive(List<SegmentEnds> row, List<Finding> rowFindings) throws IOException {
        Path archive = options.archive();
        if (archive == null) {
            return row;
        }
        List<SegmentEnds> archived =
                SegmentRow.readArchive(directory, archive.toAbsolutePath().normalize(), rowFindings);
        if (archived.isEmpty()) {
            rowFindings.add(Finding.of(
                    Kind.SEGMENT_MISSING, archive.toString(), "The archive has no segment that left this ledger"));
        } else if (archived.get(0).header().first() > 0) {
            findings.notice("The entries before " + archived.get(0).header().first()
                    + " are not in the archive; their hashes are still in the tree");
        }
        List<SegmentEnds> all = new ArrayList<>(archived);
        all.addAll(row);
        return all;
    }

    /** The headers and seals of segments are of the tree. */
    private void checkEnds(List<SegmentEnds> row, TreeCheck tree, long covered) throws IOException {
        for (SegmentEnds segment : row) {
            SegmentSeal seal = segment.seal();
            String name = Foundation.name(directory, segment.file());
            long first = segment.header().first();
            if (first >= options.before() || (seal != null && first + seal.count() <= options.from())) {
                continue;
            }
            if (first <= covered
                    && tree.tellsRoot(first)
                    && !tree.hasRoot(first, segment.header().root())) {
                findings.add(Kind.CHAIN_BROKEN, name, first, first, "Its header is of another tree");
            }
            if (seal == null) {
                continue;
            }
            long end = first + seal.count();
            if (end <= covered && tree.tellsRoot(end) && !tree.hasRoot(end, seal.root())) {
                findings.add(Kind.CHAIN_BROKEN, name, first, end - 1, "Its seal is of another tree");
            }
        }
    }

    /** With a key from elsewhere, the key that stands in the ledger must be the same. */
    private void checkKeyInLedger(Foundation foundation) throws IOException {
        if (options.key() == null) {
            return;
        }
        try {
            if (!KeyFiles.readPublic(directory)
                    .toString()
                    .equals(foundation.verifier().toString())) {
                findings.add(Kind.SIGNATURE, "keys/ledger.pub", "It is another key than the one given");
            }
        } catch (NoteException e) {
            findings.add(Kind.UNUSABLE, "keys/ledger.pub", String.valueOf(e.getMessage()));
        }
    }

    private void checkKnown(Foundation foundation, TreeCheck tree) throws IOException {
        for (byte[] note : options.knownCheckpoints()) {
            String name = "a checkpoint kept elsewhere";
            try {
                Checkpoint known = Checkpoint.open(note, foundation.verifier());
                long size = foundation.checkpoint().size();
                if (known.size() > size) {
                    findings.add(
                            Kind.ROLLED_BACK,
                            name,
                            size,
                            known.size() - 1,
                            "It covers " + known.size() + " entries, the ledger's own checkpoint only " + size
                                    + ": an older copy was put in place, or the end was cut");
                } else if (tree.flawed() || !tree.tellsRoot(known.size())) {
                    findings.notice("The checkpoint of " + known.size()
                            + " entries that was kept elsewhere could not be held against the damaged tree");
                } else if (!tree.hasRoot(known.size(), known.root())) {
                    findings.add(
                            Kind.FORKED,
                            name,
                            0,
                            known.size() - 1,
                            "The tree of the first " + known.size()
                                    + " entries has another root: history was rewritten and signed anew");
                }
            } catch (NoteException e) {
                findings.add(Kind.SIGNATURE, name, String.valueOf(e.getMessage()));
            }
        }
    }

    /** Whether the entry that the note on retention names says the same. */
    private void checkRetention(RetainedNote retained, KnownEntries known) throws IOException {
        if (retained.recordedBy() < 0) {
            return;
        }
        findings.notice("The entries before " + retained.first() + " have left by retention; their hashes are still"
                + " in the tree");
        if (retained.recordedBy() < known.firstSequence()) {
            return;
        }
        AuditEntry entry = known.find(retained.recordedBy());
        if (entry == null
                || !entry.event().equals(LedgerEvents.PRUNED)
                || !Long.toString(retained.first() - 1).equals(entry.details().get("last"))) {
            findings.add(
                    Kind.RETENTION,
                    "retained",
                    "Entry " + retained.recordedBy() + " does not say that the entries before " + retained.first()
                            + " left");
        }
    }

    private VerificationReport report(Checkpoint checkpoint, long entries, List<SequenceRange> proved, long unsigned) {
        if (unsigned > 0) {
            findings.notice("The last " + unsigned
                    + " entries are not covered by a checkpoint yet: they are chained to each other, but not signed");
        }
        return new VerificationReport(checkpoint, entries, proved, unsigned, findings.findings(), findings.notices());
    }
}
