/** The audit trail as people see it: the table with its filters, an entry, the catalogue, coverage and integrity. */
package io.jenkins.plugins.deploymentledger.audit.page;
