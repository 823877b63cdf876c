/** Which receivers of the trail are configured, and how each gets what is new in the ledger. */
package io.jenkins.plugins.deploymentledger.audit.delivery;
