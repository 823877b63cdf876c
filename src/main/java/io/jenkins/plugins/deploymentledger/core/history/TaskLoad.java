package io.jenkins.plugins.deploymentledger.core.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Applies many changes at once, as they stand in a file, in time that is linear in their number. For one thread. */
final class TaskLoad {

    private final Map<String, Map<Integer, Task>> byJob = new HashMap<>();
    private long changes;

    void apply(TaskChange change) {
        changes++;
        if (change instanceof TaskChange.Recorded recorded) {
            Task task = recorded.task();
            byJob.computeIfAbsent(task.job(), job -> new TreeMap<>()).put(task.number(), task);
        } else if (change instanceof TaskChange.Removed removed) {
            byJob.getOrDefault(removed.job(), new TreeMap<>()).remove(removed.number());
        } else if (change instanceof TaskChange.Dropped dropped) {
            byJob.remove(dropped.job());
        } else if (change instanceof TaskChange.Moved moved) {
            Map<Integer, Task> old = byJob.remove(moved.from());
            byJob.remove(moved.to());
            if (old != null) {
                old.replaceAll((number, task) -> task.ofJob(moved.to()));
                byJob.put(moved.to(), old);
            }
        }
    }

    /** How many changes were applied. */
    long changes() {
        return changes;
    }

    /** The tasks that are left, in no particular order. */
    List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        byJob.values().forEach(numbers -> tasks.addAll(numbers.values()));
        return tasks;
    }
}
