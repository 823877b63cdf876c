/** The trail for programs: entries as JSON, exports, and the tiles by which a witness follows the ledger. */
package io.jenkins.plugins.deploymentledger.audit.rest;
