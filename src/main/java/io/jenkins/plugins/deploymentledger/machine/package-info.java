/** Machines: the Jenkins agents that software is deployed to, and how they are named. */
package io.jenkins.plugins.deploymentledger.machine;
