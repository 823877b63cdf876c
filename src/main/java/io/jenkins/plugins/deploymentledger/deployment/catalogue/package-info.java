/** The catalogue of packages: versions that are described once, and named by deployments. */
package io.jenkins.plugins.deploymentledger.deployment.catalogue;
