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

/**
 * Holds the tiles against the checkpoint, from the root downwards: a tile is right if what is above it is right and says so. Not thread-safe.
 */
final class TreeCheck {

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

    /** Checks all tiles above those of the leaves, and those over these entries. */
    void check(long from, long before) throws IOException {
        checkEdge();
        int top = 0;
        while (tiles.countAt(top + 1) > 0) {
            top++;
        }
        for (int level = top; level >= 0; level--) {
            wrongAbove = wrong;
            wrong = new HashSet<>();
            long count = tiles.countAt(level);
            long first = level == 0 ? Math.min(from, count) / TilePath.WIDTH : 0;
            long end = level == 0 ? Math.min(before, count) : count;
            for (long index = first; index * TilePath.WIDTH < end; index++) {
                checkTile(level, index, count);
            }
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

    private void checkTile(int level, long index, long count) throws IOException {
        boolean full = (index + 1) * TilePath.WIDTH <= count;
        boolean right = edgeRight;
        try {
            byte[] hashes = tiles.hashes(level, index);
            if (full) {
                right = !wrongAbove.contains(index / TilePath.WIDTH);
                if (right && !hasher.complete(hashes, 0, TilePath.WIDTH).equals(above(level, index))) {
                    right = false;
                    long span = 1L << (TilePath.HEIGHT * level);
                    findings.add(
                            Kind.TILE,
                            name(level, index),
                            index * TilePath.WIDTH * span,
                            (index + 1) * TilePath.WIDTH * span - 1,
                            "Its hashes are not those that the tree above it was made of");
                }
            }
        } catch (TileException e) {
            right = false;
            findings.add(Kind.TILE, Foundation.name(directory, e.file()), String.valueOf(e.getMessage()));
        }
        if (!right) {
            flawed = true;
            wrong.add(index);
        }
    }

    private Hash above(int level, long index) throws IOException {
        byte[] parent = tiles.hashes(level + 1, index / TilePath.WIDTH);
        return Hash.at(parent, (int) (index % TilePath.WIDTH) * Hash.LENGTH);
    }

    private String name(int level, long index) {
        return Foundation.name(directory, tiles.file(level, index));
    }

    /** Whether the tile of leaves with this index is right. */
    boolean right(long index) {
        return !wrong.contains(index);
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
                && hasher.complete(leaves, 0, TilePath.WIDTH).equals(above(0, index));
    }

    /** Whether some tile is not right, so that what is computed from tiles tells nothing about anything else. */
    boolean flawed() {
        return flawed || !edgeRight;
    }

    /** Whether the tree of the first so many entries has this root. */
    boolean hasRoot(long size, Hash root) throws IOException {
        return new Proofs(tiles).root(size).equals(root);
    }
}
