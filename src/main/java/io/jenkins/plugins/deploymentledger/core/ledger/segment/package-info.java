/**
 * Segment files, which hold the entries, and how they are read.
 *
 * <p>The ledger's entries stand in a row of segment files. All but the last are sealed: they never change again. What is
 * derived from a sealed segment stands beside it under the same name with the ending {@code .idx}; it is no part of any proof
 * and can be made again at any time.
 */
package io.jenkins.plugins.deploymentledger.core.ledger.segment;
