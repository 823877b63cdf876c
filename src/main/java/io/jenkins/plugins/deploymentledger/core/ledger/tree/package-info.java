/**
 * The Merkle tree of RFC 6962 (and RFC 9162) over the ledger's entries, and its proofs; all in memory, no files.
 *
 * <p>The tree's {@link io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash root} stands for every entry and their order.
 * An {@link io.jenkins.plugins.deploymentledger.core.ledger.tree.InclusionProof} shows that one entry is under a root, a
 * {@link io.jenkins.plugins.deploymentledger.core.ledger.tree.ConsistencyProof} that a later root only adds to an earlier one.
 */
package io.jenkins.plugins.deploymentledger.core.ledger.tree;
