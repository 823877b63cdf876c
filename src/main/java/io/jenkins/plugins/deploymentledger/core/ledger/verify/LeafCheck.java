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

    /** How many entries the checkpoint covers. */
    long size() {
        return size;
    }

    /** The next entries that were read, in ascending order; there may be some missing before them. */
    void entries(String file, long first, byte[] hashes) throws IOException {
        long end = Math.min(size, first + hashes.length / Hash.LENGTH);
        for (long sequence = first; sequence < end; ) {
            begin(sequence);
            long next = Math.min(end, (tileIndex + 1) * TilePath.WIDTH);
            compare(file, sequence, hashes, (int) (sequence - first), (int) (next - sequence));
            sequence = next;
        }
    }

    private void begin(long sequence) throws IOException {
        long index = sequence / TilePath.WIDTH;
        if (index != tileIndex) {
            finishTile();
            tileIndex = index;
            tileRight = tree.right(index);
            leaves = tileRight ? tree.leaves(index) : new byte[0];
            readFrom = sequence;
        }
    }

    /** Compares entries of one tile. */
    private void compare(String file, long sequence, byte[] hashes, int at, int count) {
        int from = at * Hash.LENGTH;
        int end = from + count * Hash.LENGTH;
        if (!tileRight) {
            read.write(hashes, from, end - from);
            return;
        }
        int leaf = (int) (sequence % TilePath.WIDTH) * Hash.LENGTH;
        if (Arrays.equals(leaves, leaf, leaf + end - from, hashes, from, end)) {
            proved.add(sequence, sequence + count);
        } else if (count == 1) {
            findings.add(
                    Kind.ENTRY_CHANGED, file, sequence, sequence, "It is not the entry that the signed tree has there");
        } else {
            for (int i = 0; i < count; i++) {
                compare(file, sequence + i, hashes, at + i, 1);
            }
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
