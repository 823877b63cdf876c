package io.jenkins.plugins.deploymentledger.core.ledger.tile;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tree as it grows in memory; {@link TileWriter} puts on disk what it grew by. Not thread-safe. */
public final class GrowingTree {

    private final RightEdge edge;
    private List<TreeGrowth.Tile> full = new ArrayList<>();

    private GrowingTree(RightEdge edge) {
        this.edge = edge;
    }

    /**
     * Goes on with the tree of a checkpoint.
     *
     * @param tiles the directory of all tiles
     * @param size how many leaves the tree has; 0 for a new one
     * @throws IOException if a tile of the right edge is missing or not as long as it must be
     */
    @NonNull
    public static GrowingTree resume(@NonNull Path tiles, long size) throws IOException {
        TileReader reader = new TileReader(tiles, size);
        List<byte[]> partials = new ArrayList<>();
        for (int level = 0; reader.countAt(level) > 0; level++) {
            long count = reader.countAt(level);
            partials.add(count % TilePath.WIDTH == 0 ? new byte[0] : reader.hashes(level, count / TilePath.WIDTH));
        }
        return new GrowingTree(new RightEdge(size, partials));
    }

    /** How many leaves the tree has. */
    public long size() {
        return edge.size();
    }

    /** The root of the tree. */
    @NonNull
    public Hash root() {
        return edge.root();
    }

    /** Adds a leaf. */
    public void append(@NonNull Hash leaf) {
        edge.append(leaf, (level, tile) -> full.add(new TreeGrowth.Tile(level, tile.index(), tile.hashes())));
    }

    /** What the tree grew by since this was last called, for the disk. It is forgotten here. */
    @NonNull
    public TreeGrowth grown() {
        List<TreeGrowth.Tile> tiles = full;
        full = new ArrayList<>();
        List<byte[]> partials = edge.partials();
        List<TreeGrowth.Tile> rightEdge = new ArrayList<>();
        for (int level = 0; level < partials.size(); level++) {
            if (partials.get(level).length > 0) {
                long index = (edge.size() >> (TilePath.HEIGHT * level)) / TilePath.WIDTH;
                rightEdge.add(new TreeGrowth.Tile(level, index, partials.get(level)));
            }
        }
        return new TreeGrowth(edge.size(), edge.root(), tiles, rightEdge);
    }
}
