/**
 * Hands a ledger on, in the order of its sequence numbers, to whoever keeps it elsewhere: at least once, each consumer at its
 * own pace, and from where it was after a restart.
 */
package io.jenkins.plugins.deploymentledger.core.ledger.feed;
