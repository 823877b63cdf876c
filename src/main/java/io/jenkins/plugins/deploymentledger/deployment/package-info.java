/** Deployments as Jenkins jobs: {@code DeploymentJob}, its runs, and the pages on which one watches them. */
package io.jenkins.plugins.deploymentledger.deployment;
