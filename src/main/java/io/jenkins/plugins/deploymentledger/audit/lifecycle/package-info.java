/** The life of the controller: its starts and ends, clean or not. */
package io.jenkins.plugins.deploymentledger.audit.lifecycle;
