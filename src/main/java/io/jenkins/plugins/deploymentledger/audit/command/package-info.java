/** The trail on the command line of Jenkins: to search it, to take it away, and to verify it. */
package io.jenkins.plugins.deploymentledger.audit.command;
