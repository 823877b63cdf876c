/** Teams: who follows whose deployments. */
package io.jenkins.plugins.deploymentledger.team;
