/**
 * What can be said of the machines of a task together: which failures are alike, which stages take long, how the stages went over
 * time, and how that is drawn.
 */
package io.jenkins.plugins.deploymentledger.core.analysis;
