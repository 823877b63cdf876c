/** What the configuration files looked like when they were last seen, and what some are about to look like, without their secrets. */
package io.jenkins.plugins.deploymentledger.audit.shadow;
