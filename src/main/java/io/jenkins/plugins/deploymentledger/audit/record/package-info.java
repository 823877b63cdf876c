/** The way of an event from the thread on which it happens to the ledger: bounded, and never in the way of Jenkins. */
package io.jenkins.plugins.deploymentledger.audit.record;
