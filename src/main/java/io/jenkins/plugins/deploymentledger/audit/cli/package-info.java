/** Commands of the command line interface: their scopes, and an entry for each. */
package io.jenkins.plugins.deploymentledger.audit.cli;
