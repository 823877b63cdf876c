package io.jenkins.plugins.deploymentledger.core.ledger.tree;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes roots and proofs from the hashes of complete subtrees (RFC 9162 section 2.1). Not thread-safe. */
public final class Proofs {

    private final NodeSource nodes;
    private final TreeHasher hasher = new TreeHasher();

    /** @param nodes where the hashes come from */
    public Proofs(@NonNull NodeSource nodes) {
        this.nodes = nodes;
    }

    /**
     * The root of the tree of the first {@code size} leaves.
     *
     * @throws IOException if a hash cannot be read
     */
    @NonNull
    public Hash root(long size) throws IOException {
        return size == 0 ? hasher.empty() : range(0, size);
    }

    /**
     * The proof that a leaf is in the tree of the first {@code size} leaves.
     *
     * @throws IllegalArgumentException if the tree has no such leaf
     * @throws IOException if a hash cannot be read
     */
    @NonNull
    public InclusionProof inclusion(long index, long size) throws IOException {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("Entry " + index + " is not in a tree of " + size + " entries");
        }
        List<Hash> path = new ArrayList<>();
        path(index, 0, size, path);
        return new InclusionProof(index, size, path);
    }

    /**
     * The proof that the tree of {@code newSize} leaves only adds to that of {@code oldSize}.
     *
     * @throws IllegalArgumentException if the old tree is the bigger one, or a size is negative
     * @throws IOException if a hash cannot be read
     */
    @NonNull
    public ConsistencyProof consistency(long oldSize, long newSize) throws IOException {
        if (oldSize < 0 || oldSize > newSize) {
            throw new IllegalArgumentException(
                    "A tree of " + oldSize + " entries cannot be the beginning of one of " + newSize);
        }
        List<Hash> path = new ArrayList<>();
        if (oldSize > 0 && oldSize < newSize) {
            subproof(oldSize, 0, newSize, true, path);
        }
        return new ConsistencyProof(oldSize, newSize, path);
    }

    /** PATH(m, D[begin:end]) of RFC 9162 section 2.1.3.1, with m counted from the beginning of the tree. */
    private void path(long index, long begin, long end, List<Hash> path) throws IOException {
        if (end - begin == 1) {
            return;
        }
        long middle = begin + split(end - begin);
        if (index < middle) {
            path(index, begin, middle, path);
            path.add(range(middle, end));
        } else {
            path(index, middle, end, path);
            path.add(range(begin, middle));
        }
    }

    /** SUBPROOF(m, D[begin:end], b) of RFC 9162 section 2.1.4.1, with m counted from the beginning of the tree. */
    private void subproof(long old, long begin, long end, boolean whole, List<Hash> path) throws IOException {
        if (old == end) {
            if (!whole) {
                path.add(range(begin, end));
            }
            return;
        }
        long middle = begin + split(end - begin);
        if (old <= middle) {
            subproof(old, begin, middle, whole, path);
            path.add(range(middle, end));
        } else {
            subproof(old, middle, end, false, path);
            path.add(range(begin, middle));
        }
    }

    /** MTH(D[begin:end]), where begin is a multiple of the largest power of two that is below the length. */
    private Hash range(long begin, long end) throws IOException {
        long length = end - begin;
        if (Long.bitCount(length) == 1) {
            int level = Long.numberOfTrailingZeros(length);
            return nodes.node(level, begin >> level);
        }
        long middle = begin + split(length);
        return hasher.node(range(begin, middle), range(middle, end));
    }

    /** The largest power of two smaller than a length of at least two. */
    private static long split(long length) {
        return Long.highestOneBit(length - 1);
    }
}
