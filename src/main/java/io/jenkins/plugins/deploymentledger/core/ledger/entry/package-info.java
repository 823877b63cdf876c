/**
 * What one entry of the ledger says, and the only bytes it may stand in.
 *
 * <p>An {@link io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent} is what happened, as the one who saw it
 * tells it; an {@link io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry} is that event with its place in the
 * ledger: its sequence number, when it was recorded and the hash of the entry before it.
 * {@link io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec} turns an entry into canonical JSON and back.
 * Those bytes are what is hashed, proved, exported and verified, so there is exactly one way to write an entry.
 */
package io.jenkins.plugins.deploymentledger.core.ledger.entry;
