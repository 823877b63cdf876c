/**
 * The big parts of entries: compressed files named by the hash of their content.
 *
 * <p>An entry holds the hash, so a blob is as provable as the entry. Its content can be erased without touching the ledger: a
 * tombstone takes its place, and the hash stays.
 */
package io.jenkins.plugins.deploymentledger.core.ledger.blob;
