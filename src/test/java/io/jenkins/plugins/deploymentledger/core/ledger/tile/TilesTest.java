package io.jenkins.plugins.deploymentledger.core.ledger.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.storage.DiskStorage;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Proofs;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        TileWriter writer = TileWriter.resume(new DiskStorage(), tiles, 0);
        for (int size : new int[] {0, 1, 2, 255, 256, 257, 511, 700, 65_536, 65_793, 66_100}) {
            while (writer.size() < size) {
                Hash leaf = hasher.leaf(new byte[] {(byte) leaves.size(), (byte) (leaves.size() >> 8)});
                leaves.add(leaf);
                writer.append(leaf);
                // Full tiles may come late, as they do after a disk was full.
                if (leaves.size() % 1000 == 0) {
                    writer.flush();
                }
            }
            writer.writePartials();
            writer.dropFormerPartials();
            Hash expected = root(leaves);
            assertEquals(expected, writer.root(), "in memory, size " + size);
            assertEquals(expected, new Proofs(new TileReader(tiles, size)).root(size), "on disk, size " + size);
            writer = TileWriter.resume(new DiskStorage(), tiles, size);
            assertEquals(expected, writer.root(), "resumed, size " + size);
        }
        Proofs proofs = new Proofs(new TileReader(tiles, 66_100));
        assertTrue(proofs.inclusion(65_999, 66_100).proves(leaves.get(65_999), writer.root()));
        assertTrue(proofs.consistency(700, 66_100).proves(root(leaves.subList(0, 700)), writer.root()));
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
    void aMissingOrShortTileIsNamed() throws Exception {
        TileWriter writer = TileWriter.resume(new DiskStorage(), tiles, 0);
        for (int i = 0; i < 300; i++) {
            writer.append(hasher.leaf(new byte[] {(byte) i}));
        }
        writer.writePartials();
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
