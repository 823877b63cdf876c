/** What is kept of each machine over time, one file for each. */
package io.jenkins.plugins.deploymentledger.machine.log;
