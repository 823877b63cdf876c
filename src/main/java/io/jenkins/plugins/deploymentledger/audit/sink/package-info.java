/** Where the trail can go besides the ledger: what a receiver implements, and what is recorded about receivers. */
package io.jenkins.plugins.deploymentledger.audit.sink;
