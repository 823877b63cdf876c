/** What an administrator can decide about the audit trail. */
package io.jenkins.plugins.deploymentledger.audit.settings;
