/**
 * The offline verifier: what an auditor runs on a copy of a ledger, with nothing but a Java runtime.
 *
 * <p>Every command proves the ledger first and then answers from the entries that were proved; derived indexes are not relied on, and
 * nothing in the ledger's directory is locked, written or changed. The exit status is 0 only when everything proves.
 */
package io.jenkins.plugins.deploymentledger.core.ledger.cli;
