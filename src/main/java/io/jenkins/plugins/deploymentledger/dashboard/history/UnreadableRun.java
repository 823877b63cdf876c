package io.jenkins.plugins.deploymentledger.dashboard.history;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * A run on disk of which the index can say nothing, or nothing that is sure to be true any more; for whoever may read its job.
 *
 * @param job the full name of its job
 * @param number of the run; 0 where it cannot even be said which runs the job has
 */
public record UnreadableRun(@NonNull String job, int number) {}
