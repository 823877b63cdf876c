package io.jenkins.plugins.deploymentledger.core.ledger.tree;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/**
 * Shows that one entry is in the tree of a checkpoint (RFC 9162 section 2.1.3).
 *
 * @param index the leaf's index, which is the entry's sequence number
 * @param size how many leaves the tree has
 * @param path the hashes from the leaf's sibling up to below the root; unmodifiable
 */
public record InclusionProof(long index, long size, @NonNull List<Hash> path) {

    /** Copies the path. */
    public InclusionProof {
        path = List.copyOf(path);
    }

    /**
     * Whether this proves that the leaf with this hash is at {@link #index} in the tree with this root.
     *
     * @param leaf the RFC 6962 leaf hash of the entry's canonical JSON
     * @param root the root of the tree of {@link #size} leaves, from a checkpoint that is trusted
     */
    public boolean proves(@NonNull Hash leaf, @NonNull Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        TreeHasher hasher = new TreeHasher();
        long fn = index;
        long sn = size - 1;
        Hash r = leaf;
        for (Hash p : path) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                r = hasher.node(p, r);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                r = hasher.node(r, p);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && r.equals(root);
    }
}
