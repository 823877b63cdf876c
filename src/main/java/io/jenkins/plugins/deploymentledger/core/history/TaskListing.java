package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
        TaskOrder order = new TaskOrder(this, viewer.now());
        TaskWindow window = new TaskWindow(limit, 0);
        each(table, query, viewer, task -> window.add(task, order));
        return window.page(order, backwards);
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
}
