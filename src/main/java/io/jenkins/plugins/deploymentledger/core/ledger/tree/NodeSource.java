package io.jenkins.plugins.deploymentledger.core.ledger.tree;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;

/** Gives the hashes of complete subtrees. */
@FunctionalInterface
public interface NodeSource {

    /**
     * The hash of the complete subtree over the leaves from {@code index * 2^level} to {@code (index + 1) * 2^level}.
     *
     * @param level the height of the subtree; 0 for a leaf
     * @param index which subtree of that height, from 0
     * @throws IOException if it cannot be read, or the tree is not that big
     */
    @NonNull
    Hash node(int level, long index) throws IOException;
}
