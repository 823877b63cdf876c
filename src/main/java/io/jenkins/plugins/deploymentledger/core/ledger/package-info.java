/**
 * An append-only store of audit entries whose history can be proved.
 *
 * <p>Plain Java without Jenkins. The files, byte by byte, are described in {@code docs/ledger-format.md}.
 */
package io.jenkins.plugins.deploymentledger.core.ledger;
