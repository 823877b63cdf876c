/** Who someone is: names for authentications, users and builds, as they are at the moment of an event. */
package io.jenkins.plugins.deploymentledger.audit.actor;
