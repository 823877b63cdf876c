/**
 * What is asked of the ledger: one immutable {@link io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery}
 * that serves page, count, export and command line alike, so that they can never disagree.
 *
 * <p>Filters of one kind widen, filters of different kinds narrow. Answers come newest first, page by page, each page
 * continued from the sequence number where the last one ended. Strings from outside become a query only through
 * {@link io.jenkins.plugins.deploymentledger.core.ledger.query.QueryParser}, which names the field that is wrong and the
 * remedy.
 */
package io.jenkins.plugins.deploymentledger.core.ledger.query;
