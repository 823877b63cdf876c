package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.opening.Foundation;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileException;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TilePath;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileReader;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Holds the partial tiles against the root, and where they do not lead there, makes them again from what they were made of, to tell
 * which of them is wrong. Not thread-safe.
 */
final class RightEdgeCheck {

    private final LedgerDirectory directory;
    private final TileReader tiles;
    private final KnownEntries entries;
    private final TreeHasher hasher = new TreeHasher();

    RightEdgeCheck(LedgerDirectory directory, TileReader tiles, KnownEntries entries) {
        this.directory = directory;
        this.tiles = tiles;
        this.entries = entries;
    }

    /** The root that the partial tiles lead to; empty if one of them is missing. */
    Optional<Hash> storedRoot() throws IOException {
        List<byte[]> levels = new ArrayList<>();
        for (int level = 0; tiles.countAt(level) > 0; level++) {
            Optional<byte[]> stored = stored(level);
            if (stored.isEmpty()) {
                return Optional.empty();
            }
            levels.add(stored.get());
        }
        return Optional.of(root(levels));
    }

    private Optional<byte[]> stored(int level) throws IOException {
        long count = tiles.countAt(level);
        if (count % TilePath.WIDTH == 0) {
            return Optional.of(new byte[0]);
        }
        try {
            return Optional.of(tiles.hashes(level, count / TilePath.WIDTH));
        } catch (TileException e) {
            return Optional.empty();
        }
    }

    private Hash root(List<byte[]> levels) {
        Hash root = null;
        for (byte[] hashes : levels) {
            int end = hashes.length / Hash.LENGTH;
            while (end > 0) {
                int width = Integer.lowestOneBit(end);
                Hash left = hasher.complete(hashes, end - width, width);
                root = root == null ? left : hasher.node(left, root);
                end -= width;
            }
        }
        return root == null ? hasher.empty() : root;
    }

    /** Makes the partial tiles again; gives whether they lead to the root then, and are used from now on. */
    boolean rebuild(Hash root, Findings findings) throws IOException {
        List<byte[]> levels = new ArrayList<>();
        for (int level = 0; tiles.countAt(level) > 0; level++) {
            levels.add(made(level));
        }
        boolean right = root(levels).equals(root);
        for (int level = 0; level < levels.size(); level++) {
            Optional<byte[]> stored = stored(level);
            if (stored.isEmpty() || !Arrays.equals(stored.get(), levels.get(level))) {
                findings.add(
                        Kind.TILE,
                        Foundation.name(directory, tiles.file(level, tiles.countAt(level) / TilePath.WIDTH)),
                        stored.isEmpty()
                                ? "The tile is missing or of another length than it must have"
                                : "Its hashes are not those of what is below it");
                if (right) {
                    tiles.useForRightEdge(level, levels.get(level));
                }
            }
        }
        if (!right) {
            findings.add(
                    Kind.CHECKPOINT,
                    "checkpoint",
                    "The entries and tiles at the right edge of the tree lead to another root than it has");
        }
        return right;
    }

    /** The hashes of the partial tile of a level, made from the tiles below it or from the entries. */
    private byte[] made(int level) throws IOException {
        long count = tiles.countAt(level);
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        for (long index = count - count % TilePath.WIDTH; index < count; index++) {
            hashes.writeBytes(level == 0 ? leaf(index) : rootOf(level - 1, index));
        }
        return hashes.toByteArray();
    }

    private byte[] rootOf(int level, long index) throws IOException {
        try {
            return hasher.complete(tiles.hashes(level, index), 0, TilePath.WIDTH)
                    .bytes();
        } catch (TileException e) {
            return new byte[Hash.LENGTH];
        }
    }

    private byte[] leaf(long sequence) throws IOException {
        byte[] json = entries.findJson(sequence);
        return json == null ? new byte[Hash.LENGTH] : hasher.leaf(json).bytes();
    }
}
