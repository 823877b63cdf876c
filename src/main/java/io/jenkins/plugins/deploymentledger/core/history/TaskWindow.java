package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a page needs of a list of tasks: how many there are in which status, and those nearest to where the page begins. Tasks may
 * come and go. For one thread at a time.
 */
final class TaskWindow {

    private final int limit;
    private final int capacity;
    private final int[] counts = new int[TaskStatus.values().length];

    /** The first of those that are on the page or beyond, sorted; all of them if they are no more than {@link #beyond}. */
    private final List<Task> nearest = new ArrayList<>();

    private int beyond;

    /**
     * A window onto no task yet.
     *
     * @param limit how many tasks the page has at most
     * @param spare how many more are kept, so that some may go before all have to be looked at again
     */
    TaskWindow(int limit, int spare) {
        this.limit = limit;
        // One more than the page has, to know whether there is another page.
        this.capacity = limit + 1 + spare;
    }

    /** A task has come. */
    void add(@NonNull Task task, @NonNull TaskOrder order) {
        counts[task.status().ordinal()]++;
        boolean cut = nearest.size() == capacity || nearest.size() < beyond;
        if (cut && !nearest.isEmpty() && order.compare(task, nearest.get(nearest.size() - 1)) > 0) {
            // As most of a long list: what comes after the last one is beyond as that is.
            beyond++;
        } else if (order.isBeyond(task)) {
            beyond++;
            if (!cut || !nearest.isEmpty()) {
                keep(task, order);
            }
        }
    }

    private void keep(Task task, TaskOrder order) {
        int place = Collections.binarySearch(nearest, task, order.comparator());
        nearest.add(place < 0 ? -1 - place : place, task);
        if (nearest.size() > capacity) {
            nearest.remove(capacity);
        }
    }

    /** A task that had come is gone; it must be as it was then. */
    void remove(@NonNull Task task, @NonNull TaskOrder order) {
        counts[task.status().ordinal()]--;
        if (order.isBeyond(task)) {
            beyond--;
            int place = Collections.binarySearch(nearest, task, order.comparator());
            if (place >= 0) {
                nearest.remove(place);
            }
        }
    }

    /** Whether enough are left of those that are nearest; otherwise all tasks have to be looked at again. */
    boolean isEnough() {
        return nearest.size() >= Math.min(beyond, limit + 1);
    }

    /** The page. */
    @NonNull
    TaskPage page(@NonNull TaskOrder order, boolean backwards) {
        boolean more = beyond > limit;
        List<Task> shown = new ArrayList<>(nearest.subList(0, Math.min(limit, nearest.size())));
        if (backwards) {
            Collections.reverse(shown);
        }
        int total = Arrays.stream(counts).sum();
        boolean behind = total > beyond;
        boolean hasPrevious = (backwards ? more : behind) && !shown.isEmpty();
        boolean hasNext = (backwards ? behind : more) && !shown.isEmpty();
        return new TaskPage(
                List.copyOf(shown),
                total,
                byStatus(),
                hasPrevious ? order.positionOf(shown.get(0)) : null,
                hasNext ? order.positionOf(shown.get(shown.size() - 1)) : null);
    }

    private Map<TaskStatus, Integer> byStatus() {
        Map<TaskStatus, Integer> byStatus = new EnumMap<>(TaskStatus.class);
        for (TaskStatus status : TaskStatus.values()) {
            if (counts[status.ordinal()] > 0) {
                byStatus.put(status, counts[status.ordinal()]);
            }
        }
        return Collections.unmodifiableMap(byStatus);
    }
}
