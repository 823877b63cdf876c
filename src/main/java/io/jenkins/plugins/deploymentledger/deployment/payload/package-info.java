/** What is deployed: a package, where its binary comes from, and how it is installed. */
package io.jenkins.plugins.deploymentledger.deployment.payload;
