package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * Which run a task is, at one moment: a job can be renamed.
 *
 * @param job its full name
 * @param number of the run within its job
 */
public record TaskKey(@NonNull String job, int number) {

    /** The key of a task. */
    @NonNull
    public static TaskKey of(@NonNull Task task) {
        return new TaskKey(task.job(), task.number());
    }
}
