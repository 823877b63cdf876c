package io.jenkins.plugins.deploymentledger.core.ledger.tile;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Puts the tiles of a growing tree on disk. What failed can be tried again. Not thread-safe. */
public final class TileWriter {

    /** How many full tiles are written at the same time. */
    private static final int AT_ONCE = 8;

    private final Storage storage;
    private final Path tiles;
    private final List<TreeGrowth.Tile> pending = new ArrayList<>();
    private final ExecutorService writers = writers();
    private final Set<Path> unsynced = new HashSet<>();
    /** The partial tiles that have a file, and whether that was written to its end. */
    private final Map<Path, Boolean> partials = new HashMap<>();

    private List<Path> rightEdge = List.of();

    /**
     * Goes on with the tree of a checkpoint.
     *
     * @param storage writes the files
     * @param tiles the directory of all tiles
     * @param size how many leaves the tree has; 0 for a new one
     */
    public TileWriter(@NonNull Storage storage, @NonNull Path tiles, long size) {
        this.storage = storage;
        this.tiles = tiles;
        TileReader reader = new TileReader(tiles, size);
        for (int level = 0; reader.countAt(level) > 0; level++) {
            long count = reader.countAt(level);
            if (count % TilePath.WIDTH > 0) {
                partials.put(reader.file(level, count / TilePath.WIDTH), true);
            }
        }
    }

    /**
     * Puts all tiles of the tree on disk, those of the right edge too, so that a checkpoint of it can be published.
     *
     * @param growth what the tree grew by since this was last called
     * @throws IOException if a tile cannot be written; the full ones are kept for the next time
     */
    public void write(@NonNull TreeGrowth growth) throws IOException {
        pending.addAll(growth.full());
        writeFull();
        List<Path> needed = new ArrayList<>();
        for (TreeGrowth.Tile tile : growth.rightEdge()) {
            Path file = tile.file(tiles);
            if (!partials.getOrDefault(file, false)) {
                partials.put(file, false);
                write(file, tile.hashes());
                partials.put(file, true);
            }
            needed.add(file);
        }
        for (Path directory : List.copyOf(unsynced)) {
            storage.syncDirectory(directory);
            unsynced.remove(directory);
        }
        rightEdge = needed;
    }

    /** Puts full tiles on disk, several at the same time: file systems then force them together. */
    private void writeFull() throws IOException {
        Map<TreeGrowth.Tile, CompletableFuture<Void>> writing = new LinkedHashMap<>();
        try {
            for (TreeGrowth.Tile tile : pending) {
                Path file = tile.file(tiles);
                prepareDirectory(file);
                writing.put(tile, CompletableFuture.runAsync(() -> writeUnchecked(file, tile.hashes()), writers));
            }
        } finally {
            await(writing);
        }
        for (CompletableFuture<Void> tile : writing.values()) {
            try {
                tile.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof UncheckedIOException failure
                        ? failure.getCause()
                        : new IOException(e.getCause());
            }
        }
    }

    /**
     * Waits for all that was begun, whatever failed and whoever interrupts: a write that came late would tear a tile that was written again
     * meanwhile and stands under a checkpoint.
     */
    private void await(Map<TreeGrowth.Tile, CompletableFuture<Void>> writing) {
        writing.forEach((tile, written) -> {
            if (written.handle((done, failure) -> failure == null).join()) {
                pending.remove(tile);
            }
        });
    }

    private void writeUnchecked(Path file, byte[] hashes) {
        try {
            storage.write(file, hashes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Deletes the partial tiles that the tree as it was last written does not need; to be called when its checkpoint is on disk.
     *
     * @throws IOException if one cannot be deleted; it is tried again the next time
     */
    public void dropFormerPartials() throws IOException {
        for (Path file : List.copyOf(partials.keySet())) {
            if (!rightEdge.contains(file)) {
                storage.delete(file);
                deleteIfEmpty(parent(file));
                partials.remove(file);
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
        prepareDirectory(file);
        storage.write(file, hashes);
    }

    private void prepareDirectory(Path file) throws IOException {
        // No tile is relied upon before a checkpoint covers it, so it need not appear at once.
        if (!unsynced.contains(parent(file))) {
            storage.makeDirectory(parent(file));
            unsynced.add(parent(file));
        }
    }

    /** Threads that are there only while they are needed. */
    private static ExecutorService writers() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(AT_ONCE, AT_ONCE, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread daemon = new Thread(task, "Deployment Ledger tiles");
                    daemon.setDaemon(true);
                    return daemon;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.getParent(), "A tile stands in a directory");
    }
}
