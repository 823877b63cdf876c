/**
 * The plain model of a fleet: operating system families, inventories and their differences, and the taxonomy of what
 * can become of a machine in a deployment.
 */
package io.jenkins.plugins.deploymentledger.core.fleet;
