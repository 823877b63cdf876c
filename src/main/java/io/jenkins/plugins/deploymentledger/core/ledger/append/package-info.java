/**
 * How entries get into the ledger: one thread writes, many append.
 *
 * <p>{@link io.jenkins.plugins.deploymentledger.core.ledger.append.LedgerWriter} takes events from a bounded queue and commits them in
 * groups to the {@link io.jenkins.plugins.deploymentledger.core.ledger.append.LedgerTail}, which is the growing end of the ledger: last
 * segment, tree and checkpoint. What cannot be written is refused, counted and, as soon as that is possible, recorded.
 */
package io.jenkins.plugins.deploymentledger.core.ledger.append;
