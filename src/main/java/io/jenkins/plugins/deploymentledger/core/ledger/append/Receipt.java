package io.jenkins.plugins.deploymentledger.core.ledger.append;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import java.time.Instant;

/**
 * Says that an entry is on disk.
 *
 * @param sequence its sequence number
 * @param leaf its leaf hash in the tree, for inclusion proofs
 * @param recorded when it was recorded
 */
public record Receipt(
        long sequence, @NonNull Hash leaf, @NonNull Instant recorded) {}
