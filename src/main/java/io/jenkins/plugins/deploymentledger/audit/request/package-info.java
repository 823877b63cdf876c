/** The request or command on whose behalf the current thread works: who, from where, which route; and what it left pending. */
package io.jenkins.plugins.deploymentledger.audit.request;
