/** Outside anchors: receivers that keep the ledger's checkpoints where its writers cannot change them. */
package io.jenkins.plugins.deploymentledger.audit.anchor;
