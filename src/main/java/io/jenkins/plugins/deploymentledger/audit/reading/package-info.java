/** How the trail is read, for pages, programs and commands alike: what a request asks for, and what answers it. */
package io.jenkins.plugins.deploymentledger.audit.reading;
