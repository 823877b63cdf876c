/** Who may read, take away and set up the audit trail. */
package io.jenkins.plugins.deploymentledger.audit.permission;
