package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The texts that the tasks of a table have in common, each once: what is asked of a viewer for all of them. There may be some that no
 * task has any more.
 *
 * @param jobs the full names of deployments, sorted
 * @param initiators the ids of those who asked for tasks, sorted
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
        // Not by distinct(): a stream takes the word of a set that its elements are.
        return new TaskNames(
                List.copyOf(new TreeSet<>(jobs)),
                List.copyOf(new TreeSet<>(initiators)),
                List.copyOf(new HashSet<>(teams)));
    }

    private static <T> Set<T> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** Whether all texts of a task are among these. */
    boolean has(@NonNull Task task) {
        return Sight.isAmong(jobs, task.job())
                && Sight.isAmong(initiators, task.initiatorId())
                && teams.contains(task.teams());
    }
}
