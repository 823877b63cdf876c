package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps the pages that were asked for last, so that many who look at the same tasks, or one who looks again, cost one look, and a
 * change no more than a look at what changed.
 *
 * <p>A page that is given again is the one that would be found. All tables that it is asked about must be of one index. Safe for use
 * by several threads.
 */
public final class TaskPages {

    /** How many pages are kept. */
    static final int MAX_PAGES = 500;

    /** A page with more tasks is for a program, which does not come back in a moment. */
    private static final int MAX_TASKS = 100;

    /**
     * All on which a page depends, but for the table and the time.
     *
     * @param sight of the viewer
     * @param query which tasks
     * @param listing which part of them
     */
    private record Key(Sight sight, TaskQuery query, TaskListing listing) {}

    /** In the order in which they were asked for, so that the first is the one to be forgotten. */
    private final Map<Key, KeptPage> kept = new LinkedHashMap<>(16, 0.75f, true);

    private final KeptPage.Counters counters = new KeptPage.Counters(new AtomicLong(), new LongAdder());

    /** The page of the tasks that a viewer asks for; the same as {@link TaskListing#page}. */
    @NonNull
    public TaskPage page(
            @NonNull TaskListing listing, @NonNull TaskTable table, @NonNull TaskQuery query, @NonNull Viewer viewer) {
        return kept(listing, table, query, viewer).map(KeptPage.Found::page).orElseGet(() -> {
            counters.looks().increment();
            return listing.page(table, query, viewer);
        });
    }

    /**
     * What tells a page from all others that were given before: while it is the same, {@link #page} is. Of a page that is not kept it
     * is negative, and tells the tables from each other: while it is the same, {@link #page} changes by time alone.
     */
    public long mark(
            @NonNull TaskListing listing, @NonNull TaskTable table, @NonNull TaskQuery query, @NonNull Viewer viewer) {
        return kept(listing, table, query, viewer).map(KeptPage.Found::mark).orElse(-1 - table.revision());
    }

    private Optional<KeptPage.Found> kept(TaskListing listing, TaskTable table, TaskQuery query, Viewer viewer) {
        if (listing.limit() > MAX_TASKS || isMoving(listing, table, query)) {
            return Optional.empty();
        }
        Key key = new Key(viewer.sight(table, query.scope()), query, listing);
        KeptPage page;
        synchronized (kept) {
            page = kept.computeIfAbsent(key, asked -> new KeptPage(asked.sight(), query, listing, counters));
            if (kept.size() > MAX_PAGES) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return page.at(table, viewer.now());
    }

    /** Whether tasks that run pass others as time goes by. */
    private static boolean isMoving(TaskListing listing, TaskTable table, TaskQuery query) {
        return listing.sort() == TaskSort.DURATION
                && query.section() != TaskSection.PAST
                && table.firstRunning() < table.tasks().size();
    }

    /** How often all tasks had to be looked at. */
    long looks() {
        return counters.looks().sum();
    }

    /** How many pages are kept. */
    int size() {
        synchronized (kept) {
            return kept.size();
        }
    }
}
