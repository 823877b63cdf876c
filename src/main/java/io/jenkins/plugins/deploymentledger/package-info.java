/** Deployment Ledger: deploys software to machines, shows every task, and keeps a provable audit trail. */
package io.jenkins.plugins.deploymentledger;
