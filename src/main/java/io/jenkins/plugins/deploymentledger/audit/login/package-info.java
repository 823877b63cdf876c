/** Logins, logouts and attempts: what Jenkins tells about them, joined with the address that it does not tell. */
package io.jenkins.plugins.deploymentledger.audit.login;
