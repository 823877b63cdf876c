/**
 * What has been deployed so far: the index of all tasks, and the questions that are put to it.
 *
 * <p>The journal of a run is the truth about it; the index is derived from it and can be made again at any time.
 * {@link io.jenkins.plugins.deploymentledger.core.history.TaskIndex} keeps it in memory and in a file;
 * {@link io.jenkins.plugins.deploymentledger.core.history.TaskQuery} is the one predicate behind all lists and counts.
 */
package io.jenkins.plugins.deploymentledger.core.history;
