/**
 * What can be wrong with a ledger, and how it is said.
 *
 * <p>Nothing here is ever repaired: a {@link io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding} names the file, the entries
 * and what is wrong, and leaves the ledger as it is.
 */
package io.jenkins.plugins.deploymentledger.core.ledger.finding;
