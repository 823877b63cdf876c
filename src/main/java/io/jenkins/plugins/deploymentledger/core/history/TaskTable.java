package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
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
    public static final TaskTable EMPTY = of(List.of(), 0);

    private final Task[] tasks;
    private final long revision;
    private final TaskSteps steps;
    private volatile TaskNames names;
    private volatile int firstRunning = -1;

    private TaskTable(Task[] tasks, long revision, TaskSteps steps) {
        this.tasks = tasks;
        this.revision = revision;
        this.steps = steps;
    }

    /** A table of tasks that are in no order yet. */
    static TaskTable of(List<Task> tasks, long revision) {
        return new TaskTable(sorted(tasks), revision, TaskSteps.none(revision));
    }

    private static Task[] sorted(Collection<Task> tasks) {
        Task[] sorted = tasks.toArray(Task[]::new);
        Arrays.sort(sorted, ORDER);
        return sorted;
    }

    /** The next revision, which has these tasks in their order. */
    private TaskTable next(Task[] others, List<TaskSteps.Step> what) {
        return new TaskTable(others, revision + 1, steps.and(what, revision + 1));
    }

    private TaskSteps.Step step(@CheckForNull Task before, @CheckForNull Task after) {
        return new TaskSteps.Step(revision + 1, before, after);
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

    /** By what it differs from the tables of the revisions before. */
    @NonNull
    TaskSteps steps() {
        return steps;
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
        List<Task> all = new ArrayList<>(tasks.length);
        List<TaskSteps.Step> gone = new ArrayList<>();
        List<TaskSteps.Step> renamed = new ArrayList<>();
        for (Task task : tasks) {
            if (task.job().equals(from)) {
                Task after = task.ofJob(to);
                all.add(after);
                renamed.add(step(task, after));
            } else if (task.job().equals(to)) {
                // What had the name before is gone: names are unique, and changes are told in their order.
                gone.add(step(task, null));
            } else {
                all.add(task);
            }
        }
        gone.addAll(renamed);
        return next(sorted(all), gone);
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
        List<TaskSteps.Step> what = new ArrayList<>();
        for (Task task : tasks) {
            if (byJob.getOrDefault(task.job(), Map.of()).containsKey(task.number())) {
                what.add(step(task, null));
            } else {
                all.add(task);
            }
        }
        // What is left is sorted, and sorting makes use of that.
        for (Map<Integer, Task> numbers : byJob.values()) {
            all.addAll(numbers.values());
            numbers.values().forEach(task -> what.add(step(null, task)));
        }
        return next(sorted(all), what);
    }

    private static Map<String, Map<Integer, Task>> byJob(Collection<Task> some) {
        Map<String, Map<Integer, Task>> byJob = new HashMap<>();
        some.forEach(task ->
                byJob.computeIfAbsent(task.job(), job -> new HashMap<>()).put(task.number(), task));
        return byJob;
    }

    private TaskTable without(Predicate<Task> gone) {
        List<Task> left = new ArrayList<>(tasks.length);
        List<TaskSteps.Step> what = new ArrayList<>();
        for (Task task : tasks) {
            if (gone.test(task)) {
                what.add(step(task, null));
            } else {
                left.add(task);
            }
        }
        return what.isEmpty() ? this : next(left.toArray(Task[]::new), what);
    }

    private TaskTable with(Task task) {
        int old = find(task.job(), task.number());
        Task before = old < 0 ? null : tasks[old];
        if (task.equals(before)) {
            return this;
        }
        Task[] changed;
        if (before != null && before.startedMillis() == task.startedMillis()) {
            changed = tasks.clone();
            changed[old] = task;
        } else {
            changed = inserted(before == null ? tasks : without(tasks, old), task);
        }
        TaskTable table = next(changed, List.of(step(before, task)));
        TaskNames known = names;
        if (known != null && known.has(task)) {
            table.names = known;
        }
        return table;
    }

    private static Task[] without(Task[] some, int place) {
        Task[] left = new Task[some.length - 1];
        System.arraycopy(some, 0, left, 0, place);
        System.arraycopy(some, place + 1, left, place, left.length - place);
        return left;
    }

    private static Task[] inserted(Task[] some, Task task) {
        int place = -1 - Arrays.binarySearch(some, task, ORDER);
        Task[] longer = new Task[some.length + 1];
        System.arraycopy(some, 0, longer, 0, place);
        longer[place] = task;
        System.arraycopy(some, place, longer, place + 1, some.length - place);
        return longer;
    }
}
