/** How the trail itself is: what an administrator has to know about it, and what leaves it by age. */
package io.jenkins.plugins.deploymentledger.audit.health;
