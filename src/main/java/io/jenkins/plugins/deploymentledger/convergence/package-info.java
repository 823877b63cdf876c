/** Deployments that are kept up: every machine of the target is to have the package, and keeps it. */
package io.jenkins.plugins.deploymentledger.convergence;
