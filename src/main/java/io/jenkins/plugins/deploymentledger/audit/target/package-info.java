/** What was acted upon: kinds, identifiers and names of the objects of Jenkins. */
package io.jenkins.plugins.deploymentledger.audit.target;
