/** What is still to come: scheduled starts and convergences, kept in memory so that lists of them ask no job. */
package io.jenkins.plugins.deploymentledger.dashboard.plan;
