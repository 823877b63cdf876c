package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.opening.Foundation;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileException;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TilePath;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileReader;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Holds full tiles of one level, next to each other, against the tiles above them. Several run at the same time. */
final class TileCheck implements Callable<TileCheck> {

    private final LedgerDirectory directory;
    private final TileReader tiles;
    private final TreeHasher hasher = new TreeHasher();
    private final int level;
    private final long first;
    private final long end;
    private final Set<Long> wrongAbove;
    private final Set<Long> wrong = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param tiles reads them, for this check alone
     * @param first the index of the first tile
     * @param end the index after the last tile
     * @param wrongAbove the tiles of the level above that are not right; not changed while this runs
     */
    TileCheck(LedgerDirectory directory, TileReader tiles, int level, long first, long end, Set<Long> wrongAbove) {
        this.directory = directory;
        this.tiles = tiles;
        this.level = level;
        this.first = first;
        this.end = end;
        this.wrongAbove = wrongAbove;
    }

    @Override
    public TileCheck call() throws IOException {
        for (long index = first; index < end; index++) {
            check(index);
        }
        return this;
    }

    private void check(long index) throws IOException {
        try {
            byte[] hashes = tiles.hashes(level, index);
            if (wrongAbove.contains(index / TilePath.WIDTH)) {
                wrong.add(index);
            } else if (!hasher.complete(hashes, 0, TilePath.WIDTH).equals(above(tiles, level, index))) {
                wrong.add(index);
                long entries = (long) TilePath.WIDTH << (TilePath.HEIGHT * level);
                findings.add(new Finding(
                        Kind.TILE,
                        Foundation.name(directory, tiles.file(level, index)),
                        index * entries,
                        (index + 1) * entries - 1,
                        "Its hashes are not those that the tree above it was made of"));
            }
        } catch (TileException e) {
            wrong.add(index);
            findings.add(Finding.of(Kind.TILE, Foundation.name(directory, e.file()), String.valueOf(e.getMessage())));
        }
    }

    /** What the tile above a full tile says of it. */
    static Hash above(TileReader tiles, int level, long index) throws IOException {
        byte[] parent = tiles.hashes(level + 1, index / TilePath.WIDTH);
        return Hash.at(parent, (int) (index % TilePath.WIDTH) * Hash.LENGTH);
    }

    /** The indexes of the tiles that are not right, or cannot be told. */
    Set<Long> wrong() {
        return wrong;
    }

    List<Finding> findings() {
        return findings;
    }
}
