package io.jenkins.plugins.deploymentledger.core.ledger.export;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.index.LedgerSearch;

/**
 * What is exported from: a ledger up to a checkpoint, so that every row is one that the checkpoint commits to.
 *
 * @param search answers over the ledger
 * @param first the sequence number of the oldest entry that the ledger still has
 * @param size how many entries the checkpoint commits to; later ones are left out
 * @param checkpoint the signed note over them; empty if the ledger has none
 */
public record ExportSource(
        @NonNull LedgerSearch search,
        long first,
        long size,
        @NonNull String checkpoint) {}
