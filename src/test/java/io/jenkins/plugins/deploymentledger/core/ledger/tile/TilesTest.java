package io.jenkins.plugins.deploymentledger.core.ledger.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.crash.CrashingStorage;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.DiskStorage;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Proofs;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tiles hold the tree: at any size, from any point on, and no more files than that needs. */
class TilesTest {

    private final TreeHasher hasher = new TreeHasher();

    @TempDir
    private Path tiles;

    @Test
    void pathsAreThoseOfTlogTiles() {
        Path tile = Path.of("tile");
        assertEquals(Path.of("tile/0/x001/x234/067"), TilePath.of(tile, 0, 1234067, 256));
        assertEquals(Path.of("tile/0/x001/x234/067.p/12"), TilePath.of(tile, 0, 1234067, 12));
        assertEquals(Path.of("tile/3/000"), TilePath.of(tile, 3, 0, 256));
        assertEquals(Path.of("tile/1/x001/000.p/1"), TilePath.of(tile, 1, 1000, 1));
    }

    @Test
    void theTreeOfTheTilesIsThatOfTheLeaves() throws Exception {
        List<Hash> leaves = new ArrayList<>();
        GrowingTree tree = GrowingTree.resume(tiles, 0);
        TileWriter writer = new TileWriter(new DiskStorage(), tiles, 0);
        for (int size : new int[] {0, 1, 2, 255, 256, 257, 511, 700, 65_536, 65_793, 66_100}) {
            while (tree.size() < size) {
                Hash leaf = hasher.leaf(new byte[] {(byte) leaves.size(), (byte) (leaves.size() >> 8)});
                leaves.add(leaf);
                tree.append(leaf);
            }
            writer.write(tree.grown());
            writer.dropFormerPartials();
            Hash expected = root(leaves);
            assertEquals(expected, tree.root(), "in memory, size " + size);
            assertEquals(expected, new Proofs(new TileReader(tiles, size)).root(size), "on disk, size " + size);
            tree = GrowingTree.resume(tiles, size);
            writer = new TileWriter(new DiskStorage(), tiles, size);
            assertEquals(expected, tree.root(), "resumed, size " + size);
        }
        Proofs proofs = new Proofs(new TileReader(tiles, 66_100));
        assertTrue(proofs.inclusion(65_999, 66_100).proves(leaves.get(65_999), tree.root()));
        assertTrue(proofs.consistency(700, 66_100).proves(root(leaves.subList(0, 700)), tree.root()));
        try (Stream<Path> files = Files.walk(tiles)) {
            // 258 full tiles of leaves and one of their roots; a partial tile on each of the three levels.
            assertEquals(258 + 1 + 3, files.filter(Files::isRegularFile).count());
        }
    }

    private Hash root(List<Hash> leaves) throws Exception {
        return new Proofs(new java.util.function.BiFunction<Integer, Long, Hash>() {
                    @Override
                    public Hash apply(Integer level, Long index) {
                        return level == 0
                                ? leaves.get(index.intValue())
                                : hasher.node(apply(level - 1, 2 * index), apply(level - 1, 2 * index + 1));
                    }
                }::apply)
                .root(leaves.size());
    }

    @Test
    void whatADiskDidNotTakeIsWrittenTheNextTime() throws Exception {
        CrashingStorage disk = new CrashingStorage();
        TileWriter writer = new TileWriter(disk, tiles, 0);
        GrowingTree tree = GrowingTree.resume(tiles, 0);
        List<Hash> leaves = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 400; i++) {
                Hash leaf = hasher.leaf(new byte[] {(byte) leaves.size(), (byte) (leaves.size() >> 8)});
                leaves.add(leaf);
                tree.append(leaf);
            }
            disk.failDirectories = round == 0;
            disk.failFiles = round == 1;
            TreeGrowth growth = tree.grown();
            if (round < 2) {
                assertThrows(IOException.class, () -> writer.write(growth));
            } else {
                writer.write(growth);
                writer.dropFormerPartials();
                assertEquals(root(leaves), new Proofs(new TileReader(tiles, leaves.size())).root(leaves.size()));
            }
        }
        try (Stream<Path> files = Files.walk(tiles)) {
            assertEquals(
                    6 + 2, files.filter(Files::isRegularFile).count(), "full tiles, and a partial one on each level");
        }
    }

    @Test
    void noWriteIsUnderWayAnyMoreWhenOneFailed() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        AtomicInteger underWay = new AtomicInteger();
        CrashingStorage disk = new CrashingStorage() {
            @Override
            public void write(Path file, byte[] content) throws IOException {
                underWay.incrementAndGet();
                try {
                    // Whoever does not wait for this tells of the failure meanwhile.
                    failed.await(300, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                super.write(file, content);
                underWay.decrementAndGet();
            }

            @Override
            public void makeDirectory(Path directory) throws IOException {
                if (directory.endsWith("x001")) {
                    throw new IOException("No space left on device");
                }
                super.makeDirectory(directory);
            }
        };
        byte[] hashes = new byte[TilePath.WIDTH * Hash.LENGTH];
        TreeGrowth growth = new TreeGrowth(
                256_256,
                hasher.empty(),
                List.of(new TreeGrowth.Tile(0, 999, hashes), new TreeGrowth.Tile(0, 1000, hashes)),
                List.of());
        TileWriter writer = new TileWriter(disk, tiles, 0);
        try {
            assertThrows(IOException.class, () -> writer.write(growth));
            assertEquals(0, underWay.get(), "a late write may tear what is written the next time");
        } finally {
            failed.countDown();
        }
        assertTrue(Files.exists(TilePath.of(tiles, 0, 999, TilePath.WIDTH)));
    }

    @Test
    void aMissingOrShortTileIsNamed() throws Exception {
        GrowingTree tree = GrowingTree.resume(tiles, 0);
        for (int i = 0; i < 300; i++) {
            tree.append(hasher.leaf(new byte[] {(byte) i}));
        }
        new TileWriter(new DiskStorage(), tiles, 0).write(tree.grown());
        Path full = tiles.resolve("0").resolve("000");
        Files.write(full, new byte[31]);
        TileException e = assertThrows(TileException.class, () -> new TileReader(tiles, 300).node(0, 7));
        assertEquals(full, e.file());
        assertTrue(e.getMessage().contains("31 bytes long, not the 8192"), e.getMessage());
        Files.delete(full);
        e = assertThrows(TileException.class, () -> new TileReader(tiles, 300).node(0, 7));
        assertTrue(e.getMessage().contains("is missing"), e.getMessage());
        assertFalse(Files.exists(tiles.resolve("0").resolve("000.p")));
    }
}
