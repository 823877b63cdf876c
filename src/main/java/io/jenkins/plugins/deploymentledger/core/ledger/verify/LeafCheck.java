package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TilePath;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Holds the hashes of entries, as they are read, against the leaves of the tree. Not thread-safe. */
final class LeafCheck {

    private final TreeCheck tree;
    private final long size;
    private final Findings findings;
    private final Ranges proved = new Ranges();
    private long tileIndex = -1;
    private boolean tileRight;
    private byte[] leaves = {};
    private final ByteArrayOutputStream read = new ByteArrayOutputStream(TilePath.WIDTH * Hash.LENGTH);
    private long readFrom;

    /** @param size how many entries the checkpoint covers */
    LeafCheck(TreeCheck tree, long size, Findings findings) {
        this.tree = tree;
        this.size = size;
        this.findings = findings;
    }

    /** The next entry that was read, in ascending order; there may be some missing in between. */
    void entry(String file, long sequence, byte[] leaf) throws IOException {
        if (sequence >= size) {
            return;
        }
        long index = sequence / TilePath.WIDTH;
        if (index != tileIndex) {
            finishTile();
            tileIndex = index;
            tileRight = tree.right(index);
            leaves = tileRight ? tree.leaves(index) : new byte[0];
            readFrom = sequence;
        }
        if (!tileRight) {
            read.writeBytes(leaf);
            return;
        }
        int at = (int) (sequence % TilePath.WIDTH) * Hash.LENGTH;
        if (Arrays.equals(leaves, at, at + Hash.LENGTH, leaf, 0, Hash.LENGTH)) {
            proved.add(sequence, sequence + 1);
        } else {
            findings.add(
                    Kind.ENTRY_CHANGED, file, sequence, sequence, "It is not the entry that the signed tree has there");
        }
    }

    /** A tile's file may be wrong and the entries under it right nevertheless. */
    private void finishTile() throws IOException {
        if (tileIndex >= 0 && !tileRight && tree.areLeavesOf(tileIndex, read.toByteArray())) {
            proved.add(readFrom, readFrom + TilePath.WIDTH);
        }
        read.reset();
    }

    List<SequenceRange> proved() throws IOException {
        finishTile();
        tileIndex = -1;
        return proved.toList();
    }
}
