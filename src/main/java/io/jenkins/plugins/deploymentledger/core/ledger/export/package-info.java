/**
 * Takes the answer to a query out of the ledger so that it can be held against the ledger later.
 *
 * <p>An export is a file of rows, CSV for people or JSON lines for machines, and a manifest beside it: the filters, the number
 * of rows, the range of sequence numbers, the file's SHA-256, and the checkpoint of the ledger. With a copy of the ledger,
 * anyone can make the file again from the manifest, byte for byte, and so find a row that was changed, added or left out.
 */
package io.jenkins.plugins.deploymentledger.core.ledger.export;
