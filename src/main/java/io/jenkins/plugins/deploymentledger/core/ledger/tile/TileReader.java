package io.jenkins.plugins.deploymentledger.core.ledger.tile;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.NodeSource;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the tiles of a tree of a certain size. Keeps the last few in memory. Not thread-safe. */
public final class TileReader implements NodeSource {

    private static final int KEPT = 64;

    private final Path tiles;
    private final long size;
    private final TreeHasher hasher = new TreeHasher();
    private final Map<Path, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, byte[]> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * @param tiles the directory of all tiles
     * @param size the size of a tree that has a checkpoint; only the tiles of such a tree are all there
     */
    public TileReader(@NonNull Path tiles, long size) {
        this.tiles = tiles;
        this.size = size;
    }

    @Override
    @NonNull
    public Hash node(int level, long index) throws IOException {
        int tileLevel = level / TilePath.HEIGHT;
        int count = 1 << (level % TilePath.HEIGHT);
        long first = index * count;
        byte[] tile = tile(tileLevel, first / TilePath.WIDTH);
        int offset = (int) (first % TilePath.WIDTH);
        if (offset + count > tile.length / Hash.LENGTH) {
            throw new IOException("The tree of " + size + " entries has no node " + index + " at level " + level);
        }
        return hasher.complete(tile, offset, count);
    }

    /**
     * The hashes of one tile, one after the other, in a new array.
     *
     * @throws IOException if it is missing or not as long as it must be; the message names the file
     */
    @NonNull
    public byte[] hashes(int level, long index) throws IOException {
        return tile(level, index).clone();
    }

    /** How many hashes there are at a level of tiles. */
    public long countAt(int level) {
        return TilePath.HEIGHT * level >= Long.SIZE - 1 ? 0 : size >> (TilePath.HEIGHT * level);
    }

    private byte[] tile(int level, long index) throws IOException {
        int width = (int) Math.min(TilePath.WIDTH, countAt(level) - index * TilePath.WIDTH);
        if (width <= 0) {
            throw new IOException("The tree of " + size + " entries has no tile " + index + " at level " + level);
        }
        Path file = TilePath.of(tiles, level, index, width);
        byte[] hashes = kept.get(file);
        if (hashes == null) {
            hashes = read(file, width);
            kept.put(file, hashes);
        }
        return hashes;
    }

    private static byte[] read(Path file, int width) throws IOException {
        long length;
        try {
            length = Files.size(file);
        } catch (NoSuchFileException e) {
            throw new TileException(file, "is missing", e);
        }
        if (length != (long) width * Hash.LENGTH) {
            throw new TileException(
                    file, "is " + length + " bytes long, not the " + width * Hash.LENGTH + " of " + width + " hashes");
        }
        return Files.readAllBytes(file);
    }
}
