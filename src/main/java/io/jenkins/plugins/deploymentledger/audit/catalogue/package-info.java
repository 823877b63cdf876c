/** Which events there are: their stable names, their texts, and which of them can be switched off. */
package io.jenkins.plugins.deploymentledger.audit.catalogue;
