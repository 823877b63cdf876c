/** What several tests share: real agent processes. */
package io.jenkins.plugins.deploymentledger.testing;
