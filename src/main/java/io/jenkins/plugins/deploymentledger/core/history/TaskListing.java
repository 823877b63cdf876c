package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * How a list of tasks is cut into pages.
 *
 * @param sort by what it is sorted
 * @param descending whether the greatest comes first
 * @param from where the page ends or begins; null for the first page
 * @param backwards whether the page ends before {@code from}, rather than begins after it
 * @param limit how many tasks a page has at most, at least 1
 */
public record TaskListing(
        @NonNull TaskSort sort,
        boolean descending,
        @CheckForNull TaskPosition from,
        boolean backwards,
        int limit) {

    /** The page of the tasks that a viewer asks for. */
    @NonNull
    public TaskPage page(@NonNull TaskTable table, @NonNull TaskQuery query, @NonNull Viewer viewer) {
        int[] counts = new int[TaskStatus.values().length];
        Instant now = viewer.now();
        Comparator<Task> order = descending ? sort.comparator(now).reversed() : sort.comparator(now);
        Comparator<Task> nearestFirst = backwards ? order.reversed() : order;
        Predicate<Task> beyond = beyond(now);
        // One more than the page has, to know whether there is another page.
        Nearest nearest = new Nearest(nearestFirst, limit + 1);
        // The tasks come as the page has them: once it is full, none that follows is on it.
        boolean inOrder = sort == TaskSort.STARTED && descending && !backwards;
        boolean[] behind = new boolean[1];
        each(table, query, viewer, task -> {
            counts[task.status().ordinal()]++;
            if (inOrder && nearest.isFull()) {
                return;
            }
            if (beyond.test(task)) {
                nearest.offer(task);
            } else {
                behind[0] = true;
            }
        });
        List<Task> found = nearest.inOrder();
        boolean more = found.size() > limit;
        List<Task> shown = new ArrayList<>(more ? found.subList(0, limit) : found);
        if (backwards) {
            Collections.reverse(shown);
        }
        Map<TaskStatus, Integer> byStatus = new EnumMap<>(TaskStatus.class);
        for (TaskStatus status : TaskStatus.values()) {
            if (counts[status.ordinal()] > 0) {
                byStatus.put(status, counts[status.ordinal()]);
            }
        }
        int total = Arrays.stream(counts).sum();
        boolean hasPrevious = backwards ? more : behind[0];
        boolean hasNext = backwards ? behind[0] : more;
        return new TaskPage(
                List.copyOf(shown),
                total,
                Collections.unmodifiableMap(byStatus),
                hasPrevious && !shown.isEmpty() ? sort.positionOf(shown.get(0), now) : null,
                hasNext && !shown.isEmpty() ? sort.positionOf(shown.get(shown.size() - 1), now) : null,
                table.revision());
    }

    /** Gives every task that a viewer asks for to a consumer, on all pages, in the order of the pages. */
    public void all(
            @NonNull TaskTable table,
            @NonNull TaskQuery query,
            @NonNull Viewer viewer,
            @NonNull Consumer<Task> consumer) {
        if (sort == TaskSort.STARTED && descending) {
            each(table, query, viewer, consumer);
            return;
        }
        List<Task> found = new ArrayList<>();
        each(table, query, viewer, found::add);
        Comparator<Task> order = sort.comparator(viewer.now());
        found.sort(descending ? order.reversed() : order);
        found.forEach(consumer);
    }

    /** Gives every task that a viewer asks for to a consumer, as the viewer may know it, the newest first. */
    public static void each(
            @NonNull TaskTable table,
            @NonNull TaskQuery query,
            @NonNull Viewer viewer,
            @NonNull Consumer<Task> consumer) {
        Predicate<Task> wanted = query.by(viewer);
        List<Task> tasks = table.tasks();
        int first = query.section().first(table, viewer.now());
        for (int i = tasks.size() - 1; i >= first; i--) {
            Task task = viewer.seen(tasks.get(i));
            if (wanted.test(task)) {
                consumer.accept(task);
            }
        }
    }

    private Predicate<Task> beyond(Instant now) {
        if (from == null) {
            return task -> true;
        }
        boolean greater = descending == backwards;
        return task -> {
            int compared = sort.positionOf(task, now).compareTo(from);
            return greater ? compared > 0 : compared < 0;
        };
    }

    /** Keeps the first few of many tasks in an order. */
    private static final class Nearest {

        private final Comparator<Task> order;
        private final int limit;
        private final PriorityQueue<Task> kept;

        Nearest(Comparator<Task> order, int limit) {
            this.order = order;
            this.limit = limit;
            this.kept = new PriorityQueue<>(limit, order.reversed());
        }

        boolean isFull() {
            return kept.size() == limit;
        }

        void offer(Task task) {
            if (kept.size() < limit) {
                kept.add(task);
            } else if (order.compare(task, kept.peek()) < 0) {
                kept.poll();
                kept.add(task);
            }
        }

        List<Task> inOrder() {
            return kept.stream().sorted(order).toList();
        }
    }
}
