/** What is still to come: launches that wait, scheduled starts and convergences, kept in memory so that lists of them ask no job. */
package io.jenkins.plugins.deploymentledger.dashboard.plan;
