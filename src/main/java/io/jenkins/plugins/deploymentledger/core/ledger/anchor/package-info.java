/** Checkpoints kept outside of a ledger, which show that its history was rewritten even when it was signed anew. */
package io.jenkins.plugins.deploymentledger.core.ledger.anchor;
