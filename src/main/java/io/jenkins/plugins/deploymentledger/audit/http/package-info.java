/** What requests say by themselves: scopes for those who hear of effects, and entries for what no one hears of. */
package io.jenkins.plugins.deploymentledger.audit.http;
