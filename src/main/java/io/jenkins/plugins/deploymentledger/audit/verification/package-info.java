/** Proving the whole ledger, day by day and on demand, and what came of it. */
package io.jenkins.plugins.deploymentledger.audit.verification;
