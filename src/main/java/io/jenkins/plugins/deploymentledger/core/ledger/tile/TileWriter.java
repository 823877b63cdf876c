package io.jenkins.plugins.deploymentledger.core.ledger.tile;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Lets the tree grow and writes its tiles.
 *
 * <p>Leaves are added in memory. {@link #flush} puts on disk the tiles that became full; {@link #writePartials} those of the right
 * edge, which a checkpoint needs. Both can be tried again after they failed. Not thread-safe.
 */
public final class TileWriter {

    private final Storage storage;
    private final Path tiles;
    private final RightEdge edge;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Set<Path> unsynced = new HashSet<>();
    private List<Path> partialsOnDisk = new ArrayList<>();

    private TileWriter(Storage storage, Path tiles, RightEdge edge) {
        this.storage = storage;
        this.tiles = tiles;
        this.edge = edge;
    }

    /**
     * Goes on with the tree of a checkpoint.
     *
     * @param storage writes the files
     * @param tiles the directory of all tiles
     * @param size how many leaves the tree has; 0 for a new one
     * @throws IOException if a tile of the right edge is missing or not as long as it must be
     */
    @NonNull
    public static TileWriter resume(@NonNull Storage storage, @NonNull Path tiles, long size) throws IOException {
        TileReader reader = new TileReader(tiles, size);
        List<byte[]> partials = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (int level = 0; reader.countAt(level) > 0; level++) {
            long count = reader.countAt(level);
            int width = (int) (count % TilePath.WIDTH);
            if (width == 0) {
                partials.add(new byte[0]);
            } else {
                partials.add(reader.hashes(level, count / TilePath.WIDTH));
                files.add(TilePath.of(tiles, level, count / TilePath.WIDTH, width));
            }
        }
        TileWriter writer = new TileWriter(storage, tiles, new RightEdge(size, partials));
        writer.partialsOnDisk = files;
        return writer;
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

    /** Adds a leaf, in memory. */
    public void append(@NonNull Hash leaf) {
        edge.append(
                leaf,
                (level, full) -> pending.add(
                        new Pending(TilePath.of(tiles, level, full.index(), TilePath.WIDTH), full.hashes())));
    }

    /**
     * Puts on disk every tile that became full.
     *
     * @throws IOException if one cannot be written; it and those after it are kept for the next time
     */
    public void flush() throws IOException {
        while (!pending.isEmpty()) {
            Pending next = pending.element();
            write(next.file(), next.hashes());
            pending.remove();
        }
    }

    /**
     * Puts all tiles of the tree on disk, those of the right edge too, so that a checkpoint of it can be published.
     *
     * @throws IOException if one cannot be written
     */
    public void writePartials() throws IOException {
        flush();
        List<byte[]> partials = edge.partials();
        List<Path> written = new ArrayList<>();
        for (int level = 0; level < partials.size(); level++) {
            byte[] hashes = partials.get(level);
            if (hashes.length > 0) {
                long index = (edge.size() >> (TilePath.HEIGHT * level)) / TilePath.WIDTH;
                Path file = TilePath.of(tiles, level, index, hashes.length / Hash.LENGTH);
                if (!partialsOnDisk.contains(file)) {
                    write(file, hashes);
                }
                written.add(file);
            }
        }
        for (Path directory : List.copyOf(unsynced)) {
            storage.syncDirectory(directory);
            unsynced.remove(directory);
        }
        // Those of the checkpoint before stay until the new checkpoint stands: see dropFormerPartials.
        written.addAll(
                0,
                partialsOnDisk.stream().filter(file -> !written.contains(file)).toList());
        partialsOnDisk = written;
    }

    /**
     * Deletes the partial tiles that the tree as it is does not need; to be called when its checkpoint is on disk.
     *
     * @throws IOException if one cannot be deleted; it is tried again the next time
     */
    public void dropFormerPartials() throws IOException {
        List<Path> needed = new ArrayList<>();
        for (int level = 0; edge.size() >> (TilePath.HEIGHT * level) > 0; level++) {
            long count = edge.size() >> (TilePath.HEIGHT * level);
            int width = (int) (count % TilePath.WIDTH);
            if (width > 0) {
                needed.add(TilePath.of(tiles, level, count / TilePath.WIDTH, width));
            }
        }
        for (Path file : List.copyOf(partialsOnDisk)) {
            if (!needed.contains(file)) {
                storage.delete(file);
                deleteIfEmpty(parent(file));
                partialsOnDisk.remove(file);
            }
        }
    }

    private void deleteIfEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            if (files.iterator().hasNext()) {
                return;
            }
        }
        storage.delete(directory);
    }

    private void write(Path file, byte[] hashes) throws IOException {
        // No tile is relied upon before a checkpoint covers it, so it need not appear at once.
        if (unsynced.add(parent(file))) {
            storage.makeDirectory(parent(file));
        }
        storage.write(file, hashes);
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.getParent(), "A tile stands in a directory");
    }

    /** A full tile that is not on disk yet. */
    private record Pending(Path file, byte[] hashes) {}
}
