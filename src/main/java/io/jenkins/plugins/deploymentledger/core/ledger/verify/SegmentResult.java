package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/** What reading one segment gave: the hashes of its entries, to be held against the tree, and what is wrong in itself. */
final class SegmentResult {

    private final String name;
    private final long first;
    private final Hash after;
    private final Findings findings = new Findings();
    private final ByteArrayOutputStream leaves = new ByteArrayOutputStream();
    private final BitSet damaged = new BitSet();
    private Hash last;
    private long erased;

    /** @param after the hash of the entry before the segment, as its header has it */
    SegmentResult(String name, long first, Hash after) {
        this.name = name;
        this.first = first;
        this.after = after;
        this.last = after;
    }

    void add(Hash leaf) {
        leaves.writeBytes(leaf.bytes());
        last = leaf;
    }

    /** An entry whose bytes are damaged. */
    void addDamaged() {
        damaged.set(leaves.size() / Hash.LENGTH);
        leaves.writeBytes(new byte[Hash.LENGTH]);
        last = null;
    }

    /** What follows the entries cannot be read. */
    void endsDamaged() {
        last = null;
    }

    void erased(long count) {
        erased = count;
    }

    String name() {
        return name;
    }

    long first() {
        return first;
    }

    /** The sequence number after the last entry that was passed. */
    long end() {
        return first + leaves.size() / Hash.LENGTH;
    }

    Hash after() {
        return after;
    }

    /** The hash of the last entry; null if it could not be read. */
    @CheckForNull
    Hash last() {
        return last;
    }

    long erased() {
        return erased;
    }

    Findings findings() {
        return findings;
    }

    /** Gives those of the entries in a range that could be read to the check of the tree; how many they are. */
    long giveTo(LeafCheck tree, long from, long before) throws IOException {
        byte[] hashes = leaves.toByteArray();
        int end = (int) Math.max(0, Math.min(before, end()) - first);
        long count = 0;
        int index = (int) Math.max(0, from - first);
        while (index < end) {
            int next = Math.min(end, firstDamaged(index, end));
            tree.entries(name, first + index, Arrays.copyOfRange(hashes, index * Hash.LENGTH, next * Hash.LENGTH));
            count += next - index;
            index = damaged.nextClearBit(next);
        }
        return count;
    }

    private int firstDamaged(int from, int end) {
        int next = damaged.nextSetBit(from);
        return next < 0 ? end : next;
    }
}
