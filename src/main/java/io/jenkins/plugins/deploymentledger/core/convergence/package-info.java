/**
 * What keeps a package on a group of machines: which of them lack it, and which of those may be tried now.
 *
 * <p>Pure code over times and inventories; {@link io.jenkins.plugins.deploymentledger.core.convergence.Convergence} holds what
 * must be remembered between two looks.
 */
package io.jenkins.plugins.deploymentledger.core.convergence;
