package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The texts that the tasks of a table have in common, each once: what is asked of a viewer for all of them.
 *
 * @param jobs the full names of deployments
 * @param initiators the ids of those who asked for tasks
 * @param teams the lists of their teams
 */
record TaskNames(
        @NonNull List<String> jobs,
        @NonNull List<String> initiators,
        @NonNull List<List<String>> teams) {

    /** The texts of some tasks. */
    static TaskNames of(@NonNull Task[] tasks) {
        // By identity first: equal texts are mostly the same objects, and a list's hash costs more than all the rest.
        Set<String> jobs = identitySet();
        Set<String> initiators = identitySet();
        Set<List<String>> teams = identitySet();
        for (Task task : tasks) {
            jobs.add(task.job());
            initiators.add(task.initiatorId());
            teams.add(task.teams());
        }
        return new TaskNames(
                jobs.stream().distinct().sorted().toList(),
                initiators.stream().distinct().sorted().toList(),
                teams.stream().distinct().toList());
    }

    private static <T> Set<T> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** Whether a task adds no text to those of a table in which it stands in place of another. */
    static boolean isSame(@NonNull Task task, @NonNull Task other) {
        return task.job().equals(other.job())
                && task.initiatorId().equals(other.initiatorId())
                && task.teams().equals(other.teams());
    }
}
