package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * All tasks at one moment, sorted by when they began; immutable, so that whoever reads it sees one state only.
 *
 * <p>A change copies the references: for a hundred thousand tasks that is some 400 kB, far less often than tasks are read.
 */
public final class TaskTable {

    /** By beginning, then by job and number; no two tasks are equal in it. */
    static final Comparator<Task> ORDER = Comparator.comparingLong(Task::startedMillis)
            .thenComparing(Task::job)
            .thenComparingInt(Task::number);

    /** Without tasks. */
    public static final TaskTable EMPTY = new TaskTable(new Task[0], 0);

    private final Task[] tasks;
    private final long revision;
    private volatile TaskNames names;
    private volatile int firstRunning = -1;

    private TaskTable(Task[] tasks, long revision) {
        this.tasks = tasks;
        this.revision = revision;
    }

    /** A table of tasks that are in no order yet. */
    static TaskTable of(List<Task> tasks, long revision) {
        Task[] sorted = tasks.toArray(Task[]::new);
        Arrays.sort(sorted, ORDER);
        return new TaskTable(sorted, revision);
    }

    /** The tasks, the oldest first; cannot be changed. */
    @NonNull
    public List<Task> tasks() {
        return Collections.unmodifiableList(Arrays.asList(tasks));
    }

    /** Grows with every change of the index while Jenkins runs. */
    public long revision() {
        return revision;
    }

    /** The texts that its tasks have in common; looked for once. */
    @NonNull
    TaskNames names() {
        TaskNames known = names;
        if (known == null) {
            known = TaskNames.of(tasks);
            names = known;
        }
        return known;
    }

    /** The place of the first task that has not ended; the number of tasks if there is none. Looked for once. */
    public int firstRunning() {
        int known = firstRunning;
        if (known < 0) {
            known = 0;
            while (known < tasks.length && tasks[known].status().isFinal()) {
                known++;
            }
            firstRunning = known;
        }
        return known;
    }

    /**
     * The place of the first task that began at a time or later; the number of tasks if none did.
     *
     * @param millis since 1970
     */
    public int firstSince(long millis) {
        int low = 0;
        int high = tasks.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (tasks[middle].startedMillis() < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The place of a task; -1 if there is none. The newest are found fastest. */
    int find(String job, int number) {
        for (int i = tasks.length - 1; i >= 0; i--) {
            if (tasks[i].is(job, number)) {
                return i;
            }
        }
        return -1;
    }

    /** The table after a change. */
    @NonNull
    TaskTable after(TaskChange change) {
        if (change instanceof TaskChange.Recorded recorded) {
            return with(recorded.task());
        } else if (change instanceof TaskChange.Moved moved) {
            return moved(moved.from(), moved.to());
        } else if (change instanceof TaskChange.Removed removed) {
            return without(task -> task.is(removed.job(), removed.number()));
        } else {
            String job = ((TaskChange.Dropped) change).job();
            return without(task -> task.job().equals(job));
        }
    }

    private TaskTable moved(String from, String to) {
        if (Arrays.stream(tasks).noneMatch(task -> task.job().equals(from))) {
            return this;
        }
        // What had the name before is gone: names are unique, and changes are told in their order.
        List<Task> renamed = Arrays.stream(tasks)
                .filter(task -> !task.job().equals(to))
                .map(task -> task.job().equals(from) ? task.ofJob(to) : task)
                .toList();
        return of(renamed, revision + 1);
    }

    /** Those among tasks that were found on disk which this table lacks, or which have ended and are not as it has them. */
    List<Task> newIn(Collection<Task> found) {
        Map<String, Map<Integer, Task>> known = new HashMap<>();
        Map<String, Map<Integer, Task>> wanted = byJob(found);
        for (Task task : tasks) {
            if (wanted.getOrDefault(task.job(), Map.of()).containsKey(task.number())) {
                known.computeIfAbsent(task.job(), job -> new HashMap<>()).put(task.number(), task);
            }
        }
        return found.stream()
                .filter(task -> {
                    Task old = known.getOrDefault(task.job(), Map.of()).get(task.number());
                    return old == null || task.status().isFinal() && !task.equals(old);
                })
                .toList();
    }

    /** The table with many tasks in place of what it has of the same runs; in time that is linear in the length of the table. */
    TaskTable withAll(Collection<Task> news) {
        if (news.isEmpty()) {
            return this;
        }
        Map<String, Map<Integer, Task>> byJob = byJob(news);
        List<Task> all = new ArrayList<>(tasks.length + news.size());
        for (Task task : tasks) {
            if (!byJob.getOrDefault(task.job(), Map.of()).containsKey(task.number())) {
                all.add(task);
            }
        }
        // What is left is sorted, and sorting makes use of that.
        byJob.values().forEach(numbers -> all.addAll(numbers.values()));
        return of(all, revision + 1);
    }

    private static Map<String, Map<Integer, Task>> byJob(Collection<Task> some) {
        Map<String, Map<Integer, Task>> byJob = new HashMap<>();
        some.forEach(task ->
                byJob.computeIfAbsent(task.job(), job -> new HashMap<>()).put(task.number(), task));
        return byJob;
    }

    private TaskTable without(Predicate<Task> gone) {
        Task[] left = Arrays.stream(tasks).filter(gone.negate()).toArray(Task[]::new);
        return left.length == tasks.length ? this : new TaskTable(left, revision + 1);
    }

    private TaskTable with(Task task) {
        int old = find(task.job(), task.number());
        if (old >= 0 && tasks[old].equals(task)) {
            return this;
        }
        if (old >= 0 && tasks[old].startedMillis() == task.startedMillis()) {
            Task[] changed = tasks.clone();
            changed[old] = task;
            TaskTable table = new TaskTable(changed, revision + 1);
            if (TaskNames.isSame(task, tasks[old])) {
                table.names = names;
            }
            return table;
        }
        TaskTable others = old < 0 ? this : without(other -> other.is(task.job(), task.number()));
        int place = -1 - Arrays.binarySearch(others.tasks, task, ORDER);
        Task[] longer = new Task[others.tasks.length + 1];
        System.arraycopy(others.tasks, 0, longer, 0, place);
        longer[place] = task;
        System.arraycopy(others.tasks, place, longer, place + 1, others.tasks.length - place);
        return new TaskTable(longer, revision + 1);
    }
}
