/** Events that come in floods: the first of them one by one, the rest as entries with a count and their first and last time. */
package io.jenkins.plugins.deploymentledger.audit.flood;
