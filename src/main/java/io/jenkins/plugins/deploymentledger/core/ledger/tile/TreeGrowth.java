package io.jenkins.plugins.deploymentledger.core.ledger.tile;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import java.nio.file.Path;
import java.util.List;

/**
 * By what a tree grew, and what a checkpoint of it needs.
 *
 * @param size how many leaves the tree has
 * @param root its root
 * @param full the tiles that became full
 * @param rightEdge the partial tiles of all levels
 */
public record TreeGrowth(
        long size,
        @NonNull Hash root,
        @NonNull List<Tile> full,
        @NonNull List<Tile> rightEdge) {

    /** Copies the lists. */
    public TreeGrowth {
        full = List.copyOf(full);
        rightEdge = List.copyOf(rightEdge);
    }

    /** A tile that is not on disk yet. */
    record Tile(int level, long index, byte[] hashes) {

        Path file(Path tiles) {
            return TilePath.of(tiles, level, index, hashes.length / Hash.LENGTH);
        }
    }
}
