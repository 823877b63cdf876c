/** How old entries leave a ledger without breaking its proofs: whole segments, from the front, with an entry that says so. */
package io.jenkins.plugins.deploymentledger.core.ledger.retention;
