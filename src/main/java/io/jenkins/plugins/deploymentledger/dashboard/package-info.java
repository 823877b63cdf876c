/** The tasks of one's own, of one's team and of everybody: lists, filters, exports. */
package io.jenkins.plugins.deploymentledger.dashboard;
