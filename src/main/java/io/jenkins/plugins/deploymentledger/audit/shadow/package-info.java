/** What the configuration files looked like when they were last seen, without their secrets. */
package io.jenkins.plugins.deploymentledger.audit.shadow;
