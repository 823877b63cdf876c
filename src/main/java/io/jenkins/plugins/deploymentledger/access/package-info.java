/** What the current user may know of, wherever a page of something else would name it. */
package io.jenkins.plugins.deploymentledger.access;
