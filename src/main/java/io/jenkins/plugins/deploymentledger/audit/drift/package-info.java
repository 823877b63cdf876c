/** What changed without any hook: on the disk, past Jenkins, and what Jenkins tells no listener. */
package io.jenkins.plugins.deploymentledger.audit.drift;
