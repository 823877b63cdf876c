/** Targets: which machines a deployment goes to. */
package io.jenkins.plugins.deploymentledger.machine.target;
