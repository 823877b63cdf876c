/** When something may happen: daily windows in a time zone. */
package io.jenkins.plugins.deploymentledger.core.schedule;
