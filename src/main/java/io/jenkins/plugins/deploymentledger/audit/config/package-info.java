/** Saves of configuration files: which object they are of, and which events their differences are. */
package io.jenkins.plugins.deploymentledger.audit.config;
