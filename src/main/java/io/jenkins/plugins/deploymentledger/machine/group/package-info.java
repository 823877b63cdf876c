/** Groups: named sets of machines, for deployments to go to. */
package io.jenkins.plugins.deploymentledger.machine.group;
