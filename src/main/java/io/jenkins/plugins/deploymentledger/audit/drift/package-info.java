/** What changed without any hook: while Jenkins was down, and what Jenkins tells no listener. */
package io.jenkins.plugins.deploymentledger.audit.drift;
