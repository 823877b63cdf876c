package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * A page that follows its table: asked again, it looks at those tasks only that changed since, or became past ones. Safe for use by
 * several threads, of which one looks while the others wait for it.
 */
final class KeptPage {

    /** How many tasks may go from the page before all have to be looked at again. */
    private static final int SPARE = 50;

    private final Counters counters;
    private final Sight sight;
    private final TaskQuery query;
    private final TaskListing listing;
    private TaskWindow window;
    private long revision;
    private Instant lookedAt;
    private Found found;

    KeptPage(@NonNull Sight sight, @NonNull TaskQuery query, @NonNull TaskListing listing, @NonNull Counters counters) {
        this.counters = counters;
        this.sight = sight;
        this.query = query;
        this.listing = listing;
    }

    /**
     * What all pages that are kept together count.
     *
     * @param marks the last mark that was given
     * @param looks how often all tasks were looked at
     */
    record Counters(@NonNull AtomicLong marks, @NonNull LongAdder looks) {}

    /**
     * A page as it was found.
     *
     * @param page what it shows
     * @param mark another one whenever the page is another
     */
    record Found(@NonNull TaskPage page, long mark) {}

    /** The page of a table at a moment; empty if a later table was asked about already. */
    @NonNull
    synchronized Optional<Found> at(@NonNull TaskTable table, @NonNull Instant now) {
        if (window != null && table.revision() < revision) {
            return Optional.empty();
        }
        TaskOrder order = new TaskOrder(listing, now);
        TaskWindow kept = window;
        if (kept == null || !follow(kept, table, now, order)) {
            counters.looks().increment();
            TaskWindow all = new TaskWindow(listing.limit(), SPARE);
            TaskListing.each(table, query, sight.viewer(now), task -> all.add(task, order));
            kept = all;
        }
        window = kept;
        revision = table.revision();
        lookedAt = now;
        TaskPage page = kept.page(order, listing.backwards());
        if (found == null || !found.page().equals(page)) {
            found = new Found(page, counters.marks().incrementAndGet());
        }
        return Optional.of(found);
    }

    /** Takes over what changed; tells whether that was possible. */
    private boolean follow(TaskWindow kept, TaskTable table, Instant now, TaskOrder order) {
        Optional<List<TaskSteps.Step>> steps = table.steps().since(revision);
        if (steps.isEmpty()) {
            return false;
        }
        // First the table goes on, then the clock.
        Selection before = new Selection(kept, sight.viewer(lookedAt), query);
        for (TaskSteps.Step step : steps.get()) {
            before.remove(step.before(), order);
            before.add(step.after(), order);
        }
        Selection after = new Selection(kept, sight.viewer(now), query);
        for (Task task : query.section().between(table, lookedAt, now)) {
            before.remove(task, order);
            after.add(task, order);
        }
        return kept.isEnough();
    }

    /** The tasks that the page asks for at one moment. */
    private static final class Selection {

        private final TaskWindow window;
        private final Viewer viewer;
        private final Predicate<Task> wanted;

        Selection(TaskWindow window, Viewer viewer, TaskQuery query) {
            this.window = window;
            this.viewer = viewer;
            this.wanted = query.by(viewer);
        }

        void add(Task task, TaskOrder order) {
            Task seen = task == null ? null : viewer.seen(task);
            if (seen != null && wanted.test(seen)) {
                window.add(seen, order);
            }
        }

        void remove(Task task, TaskOrder order) {
            Task seen = task == null ? null : viewer.seen(task);
            if (seen != null && wanted.test(seen)) {
                window.remove(seen, order);
            }
        }
    }
}
