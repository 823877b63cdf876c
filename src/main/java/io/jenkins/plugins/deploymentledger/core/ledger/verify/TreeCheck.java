package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.opening.Foundation;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileException;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TilePath;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileReader;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Proofs;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Holds the tiles against the checkpoint, from the root downwards: a tile is right if what is above it is right and says so. Not thread-safe.
 */
final class TreeCheck {

    /** How many tiles are checked in one go. */
    private static final int RUN = 256;

    /**
     * After how many wrong tiles of a level the others of it are not looked at: a checkpoint may claim more entries than anybody could look
     * for. Few enough for other findings to be listed too.
     */
    private static final int ENOUGH_WRONG = 512;

    private final LedgerDirectory directory;
    private final TileReader tiles;
    private final Checkpoint checkpoint;
    private final KnownEntries entries;
    private final Findings findings;
    private final TreeHasher hasher = new TreeHasher();
    /** The tiles of a level that are not right, or cannot be told. */
    private Set<Long> wrongAbove = new HashSet<>();

    private Set<Long> wrong = new HashSet<>();
    private boolean edgeRight;
    private boolean flawed;
    /** The first full tile of a level that was not looked at since so many others are wrong. */
    private long untoldFrom = Long.MAX_VALUE;

    private long untoldAbove = Long.MAX_VALUE;
    /** The full tiles of leaves outside the entries to be verified that were checked nevertheless. */
    private final Set<Long> checkedBeside = new HashSet<>();

    private long checkedFrom;
    private long checkedEnd;

    /** @param entries gives the entries from which a wrong right edge is made again */
    TreeCheck(
            LedgerDirectory directory,
            TileReader tiles,
            Checkpoint checkpoint,
            KnownEntries entries,
            Findings findings) {
        this.directory = directory;
        this.tiles = tiles;
        this.checkpoint = checkpoint;
        this.entries = entries;
        this.findings = findings;
    }

    /** Checks all tiles above those of the leaves, and those over these entries; many at the same time. */
    void check(long from, long before, Workers workers) throws IOException {
        checkEdge();
        int top = 0;
        while (tiles.countAt(top + 1) > 0) {
            top++;
        }
        for (int level = top; level >= 0; level--) {
            wrongAbove = wrong;
            wrong = new HashSet<>();
            untoldAbove = untoldFrom;
            // What is above them tells nothing of those below it either.
            untoldFrom = Math.min(untoldAbove, Long.MAX_VALUE / TilePath.WIDTH) * TilePath.WIDTH;
            long count = tiles.countAt(level);
            long first = level == 0 ? Math.min(from, count) / TilePath.WIDTH : 0;
            long end = level == 0 ? Math.min(before, count) : count;
            long fullEnd = Math.min(count / TilePath.WIDTH, (end + TilePath.WIDTH - 1) / TilePath.WIDTH);
            checkedFrom = first;
            checkedEnd = fullEnd;
            checkFull(level, first, Math.min(fullEnd, untoldFrom), workers);
            if (Math.max(first, fullEnd) * TilePath.WIDTH < end) {
                checkPartial(level, fullEnd);
            }
        }
    }

    private void checkFull(int level, long first, long end, Workers workers) throws IOException {
        // One after the other as they are needed: each keeps some tiles.
        Iterable<TileCheck> checks =
                () -> LongStream.iterate(first, index -> index < end && !enough(level, index), index -> index + RUN)
                        .mapToObj(index -> new TileCheck(
                                directory, tiles.another(), level, index, Math.min(end, index + RUN), wrongAbove))
                        .iterator();
        workers.run(checks, check -> {
            findings.addAll(check.findings());
            wrong.addAll(check.wrong());
        });
        flawed |= !wrong.isEmpty();
    }

    private boolean enough(int level, long index) {
        if (wrong.size() < ENOUGH_WRONG) {
            return false;
        }
        untoldFrom = index;
        findings.notice("More than " + ENOUGH_WRONG + " tiles of level " + level
                + " are missing or wrong; those from index " + index + " on were not looked at");
        return true;
    }

    private void checkPartial(int level, long index) throws IOException {
        boolean right = edgeRight;
        try {
            tiles.hashes(level, index);
        } catch (TileException e) {
            right = false;
            findings.add(Kind.TILE, Foundation.name(directory, e.file()), String.valueOf(e.getMessage()));
        }
        if (!right) {
            flawed = true;
            wrong.add(index);
        }
    }

    /** The partial tiles together make the root. If they do not, it is looked for which of them is wrong. */
    private void checkEdge() throws IOException {
        RightEdgeCheck edge = new RightEdgeCheck(directory, tiles, entries);
        edgeRight = edge.storedRoot().equals(Optional.of(checkpoint.root()));
        if (!edgeRight) {
            edgeRight = edge.rebuild(checkpoint.root(), findings);
        }
    }

    /** Whether the tile of leaves with this index is right. */
    boolean right(long index) {
        return index < untoldFrom && !wrong.contains(index);
    }

    /** The hashes of a tile of leaves that is right. */
    byte[] leaves(long index) throws IOException {
        return tiles.hashes(0, index);
    }

    /** Whether these are the leaves of a tile whose own file is wrong, judged by what is above it. */
    boolean areLeavesOf(long index, byte[] leaves) throws IOException {
        return leaves.length == TilePath.WIDTH * Hash.LENGTH
                && (index + 1) * TilePath.WIDTH <= tiles.countAt(0)
                && !wrongAbove.contains(index / TilePath.WIDTH)
                && index / TilePath.WIDTH < untoldAbove
                && hasher.complete(leaves, 0, TilePath.WIDTH).equals(TileCheck.above(tiles, 0, index));
    }

    /** Whether some tile is not right, so that what is computed from tiles tells nothing about anything else. */
    boolean flawed() {
        return flawed || !edgeRight;
    }

    /**
     * Whether the root of the first so many entries can be told from the tiles. It takes a tile of leaves that may stand outside the entries
     * to be verified; that is checked then.
     */
    boolean tellsRoot(long size) throws IOException {
        long index = size / TilePath.WIDTH;
        boolean needed = size % TilePath.WIDTH > 0 && index < tiles.countAt(0) / TilePath.WIDTH;
        if (needed && (index < checkedFrom || index >= checkedEnd) && checkedBeside.add(index)) {
            TileCheck check = new TileCheck(directory, tiles.another(), 0, index, index + 1, wrongAbove).call();
            findings.addAll(check.findings());
            wrong.addAll(check.wrong());
        }
        return edgeRight && (!needed || right(index));
    }

    /** Whether the tree of the first so many entries has this root; to be asked where that can be told. */
    boolean hasRoot(long size, Hash root) throws IOException {
        return new Proofs(tiles).root(size).equals(root);
    }
}
