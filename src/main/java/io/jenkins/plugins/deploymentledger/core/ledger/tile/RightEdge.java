package io.jenkins.plugins.deploymentledger.core.ledger.tile;

import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/** The growing right edge of a tree: the hashes of its partial tiles, from which its root follows. Not thread-safe. */
final class RightEdge {

    private final TreeHasher hasher = new TreeHasher();
    private final List<Level> levels = new ArrayList<>();
    private long size;

    RightEdge() {}

    /** The edge as it stands in the partial tiles of a tree of this size. */
    RightEdge(long size, List<byte[]> partials) {
        this.size = size;
        for (byte[] partial : partials) {
            Level level = new Level();
            System.arraycopy(partial, 0, level.hashes, 0, partial.length);
            level.count = partial.length / Hash.LENGTH;
            level.index = (size >> (TilePath.HEIGHT * levels.size())) / TilePath.WIDTH;
            levels.add(level);
        }
    }

    long size() {
        return size;
    }

    /** Adds a leaf; gives each tile that becomes full, with its level. */
    void append(Hash leaf, BiConsumer<Integer, FullTile> full) {
        size++;
        Hash hash = leaf;
        for (int i = 0; hash != null; i++) {
            if (i == levels.size()) {
                levels.add(new Level());
            }
            Level level = levels.get(i);
            System.arraycopy(hash.bytes(), 0, level.hashes, level.count * Hash.LENGTH, Hash.LENGTH);
            level.count++;
            hash = null;
            if (level.count == TilePath.WIDTH) {
                hash = hasher.complete(level.hashes, 0, TilePath.WIDTH);
                full.accept(i, new FullTile(level.index, level.hashes));
                level.next();
            }
        }
    }

    /** The hashes of the partial tile of each level; empty where there is none. */
    List<byte[]> partials() {
        return levels.stream()
                .map(level -> Arrays.copyOf(level.hashes, level.count * Hash.LENGTH))
                .toList();
    }

    Hash root() {
        Hash root = null;
        for (Level level : levels) {
            int end = level.count;
            while (end > 0) {
                int width = Integer.lowestOneBit(end);
                Hash left = hasher.complete(level.hashes, end - width, width);
                root = root == null ? left : hasher.node(left, root);
                end -= width;
            }
        }
        return root == null ? hasher.empty() : root;
    }

    /** A tile that has become full. */
    record FullTile(long index, byte[] hashes) {}

    /** The partial tile of one level. */
    private static final class Level {
        private byte[] hashes = new byte[TilePath.WIDTH * Hash.LENGTH];
        private int count;
        private long index;

        void next() {
            hashes = new byte[TilePath.WIDTH * Hash.LENGTH];
            count = 0;
            index++;
        }
    }
}
