/** Logs of before the ledger: read as entries, and kept as they were, but not proved. */
package io.jenkins.plugins.deploymentledger.core.ledger.imported;
