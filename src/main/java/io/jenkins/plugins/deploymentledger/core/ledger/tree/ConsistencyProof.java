package io.jenkins.plugins.deploymentledger.core.ledger.tree;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows that a later tree has all of an earlier one at its beginning, unchanged (RFC 9162 section 2.1.4).
 *
 * @param oldSize how many leaves the earlier tree has
 * @param newSize how many leaves the later tree has
 * @param path the hashes that lead from the earlier root to the later one; unmodifiable
 */
public record ConsistencyProof(
        long oldSize, long newSize, @NonNull List<Hash> path) {

    /** Copies the path. */
    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /**
     * Whether this proves that the tree with the new root only adds to the tree with the old one.
     *
     * @param oldRoot the root of the tree of {@link #oldSize} leaves, from a checkpoint that is trusted
     * @param newRoot the root of the tree of {@link #newSize} leaves
     */
    public boolean proves(@NonNull Hash oldRoot, @NonNull Hash newRoot) {
        if (oldSize < 0 || oldSize > newSize) {
            return false;
        }
        if (oldSize == newSize) {
            return path.isEmpty() && oldRoot.equals(newRoot);
        }
        if (oldSize == 0) {
            // Everything adds to nothing; but nothing has only one root.
            return path.isEmpty() && oldRoot.equals(new TreeHasher().empty());
        }
        List<Hash> hashes = new ArrayList<>(path);
        if (Long.bitCount(oldSize) == 1) {
            hashes.add(0, oldRoot);
        }
        return !hashes.isEmpty() && leads(hashes, oldRoot, newRoot);
    }

    private boolean leads(List<Hash> hashes, Hash oldRoot, Hash newRoot) {
        TreeHasher hasher = new TreeHasher();
        long fn = oldSize - 1;
        long sn = newSize - 1;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        Hash fr = hashes.get(0);
        Hash sr = fr;
        for (Hash c : hashes.subList(1, hashes.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = hasher.node(c, fr);
                sr = hasher.node(c, sr);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = hasher.node(sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && fr.equals(oldRoot) && sr.equals(newRoot);
    }
}
