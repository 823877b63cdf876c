/** What is older than the trail's online part: entries that left by retention, and logs of before that were imported. */
package io.jenkins.plugins.deploymentledger.audit.archive;
