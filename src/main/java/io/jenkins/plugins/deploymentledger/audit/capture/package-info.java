/** The hooks of Jenkins, one class each: they hear of an effect and record it, and do nothing else. */
package io.jenkins.plugins.deploymentledger.audit.capture;
