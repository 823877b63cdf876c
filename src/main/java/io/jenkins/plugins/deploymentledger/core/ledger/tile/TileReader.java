package io.jenkins.plugins.deploymentledger.core.ledger.tile;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.RegularFile;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.NodeSource;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the tiles of a tree of a certain size. Keeps the last few in memory. Not thread-safe. */
public final class TileReader implements NodeSource {

    private static final int KEPT = 64;

    private final Path tiles;
    private final long size;
    private final Map<Path, byte[]> rightEdge = new HashMap<>();
    private final TreeHasher hasher = new TreeHasher();
    private final Map<Path, byte[]> kept = new RecentTiles();

    /**
     * @param tiles the directory of all tiles
     * @param size the size of a tree that has a checkpoint; only the tiles of such a tree are all there
     */
    public TileReader(@NonNull Path tiles, long size) {
        this.tiles = tiles;
        this.size = size;
    }

    /**
     * Reads the partial tiles now and keeps them, since a ledger that is being written drops them with its next checkpoint.
     *
     * @throws TileException if one is missing or not as long as it must be
     * @throws IOException if one cannot be read
     */
    public void keepRightEdge() throws IOException {
        for (int level = 0; countAt(level) > 0; level++) {
            long count = countAt(level);
            int width = (int) (count % TilePath.WIDTH);
            if (width > 0) {
                Path file = TilePath.of(tiles, level, count / TilePath.WIDTH, width);
                rightEdge.put(file, read(file, width));
            }
        }
    }

    /**
     * From now on takes other hashes for the partial tile of a level than those in its file.
     *
     * @param level the level of tiles
     * @param hashes the hashes, one after the other
     */
    public void useForRightEdge(int level, @NonNull byte[] hashes) {
        long count = countAt(level);
        rightEdge.put(file(level, count / TilePath.WIDTH), hashes.clone());
    }

    /** Another reader of the same tree with the same right edge, for another thread. */
    @NonNull
    public TileReader another() {
        TileReader other = new TileReader(tiles, size);
        other.rightEdge.putAll(rightEdge);
        return other;
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

    /**
     * Looks for a reason why the root of a smaller tree, as computed from these tiles, is not what it should be: among the full tiles that it
     * takes the first, from the leaves upwards, whose hashes are not those that the tile above was made of.
     *
     * @param smaller the size of that tree
     * @return nothing if all of them are right
     * @throws TileException if one is missing or not as long as it must be
     * @throws IOException if one cannot be read
     */
    @NonNull
    public Optional<Path> wrongUnder(long smaller) throws IOException {
        for (int level = 0; countAt(level + 1) > 0; level++) {
            long index = (smaller >> (TilePath.HEIGHT * level)) / TilePath.WIDTH;
            if (index < countAt(level + 1)) {
                byte[] above = tile(level + 1, index / TilePath.WIDTH);
                Hash said = Hash.at(above, (int) (index % TilePath.WIDTH) * Hash.LENGTH);
                if (!hasher.complete(tile(level, index), 0, TilePath.WIDTH).equals(said)) {
                    return Optional.of(file(level, index));
                }
            }
        }
        return Optional.empty();
    }

    /** The file of the tile that holds a hash of a level of tiles. */
    @NonNull
    public Path file(int level, long index) {
        return TilePath.of(
                tiles, level, index, (int) Math.min(TilePath.WIDTH, countAt(level) - index * TilePath.WIDTH));
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
        byte[] hashes = width == TilePath.WIDTH ? kept.get(file) : rightEdge.getOrDefault(file, kept.get(file));
        if (hashes == null) {
            hashes = read(file, width);
            kept.put(file, hashes);
        }
        return hashes;
    }

    private static byte[] read(Path file, int width) throws IOException {
        if (RegularFile.isSomethingElse(file)) {
            throw new TileException(file, "is no file, but something else was put in its place");
        }
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

    /** Forgets the tile that was not asked for the longest. */
    private static final class RecentTiles extends LinkedHashMap<Path, byte[]> {

        private static final long serialVersionUID = 1L;

        RecentTiles() {
            super(2 * KEPT, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, byte[]> eldest) {
            return size() > KEPT;
        }
    }
}
