/** Deployments that begin by themselves, at a time or again and again. */
package io.jenkins.plugins.deploymentledger.schedule;
