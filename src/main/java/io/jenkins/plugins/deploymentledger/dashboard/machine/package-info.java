/** Single machines: what each is and has, how that changed, and every task that it has seen. */
package io.jenkins.plugins.deploymentledger.dashboard.machine;
