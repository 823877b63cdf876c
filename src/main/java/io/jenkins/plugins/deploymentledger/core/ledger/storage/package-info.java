/**
 * The few things the ledger asks of a disk.
 *
 * <p>{@link io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage} is an interface because a store that promises what
 * happens when a disk is full, stuck or lying has to be tested with such a disk; {@link
 * io.jenkins.plugins.deploymentledger.core.ledger.storage.DiskStorage} is the real one.
 */
package io.jenkins.plugins.deploymentledger.core.ledger.storage;
