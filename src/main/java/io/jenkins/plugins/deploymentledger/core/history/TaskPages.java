package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the pages that were asked for last, so that many who look at the same tasks, or one who looks again, cost one look.
 *
 * <p>A page that is given again is the one that would be found: the key has all on which a page depends. What is outdated is not asked
 * for any more, and makes room for what is. Safe for use by several threads.
 */
public final class TaskPages {

    /** How many pages are kept. */
    static final int MAX_PAGES = 500;

    /** A page with more tasks is for a program, which does not come back in a moment. */
    private static final int MAX_TASKS = 100;

    /**
     * All on which a page depends.
     *
     * @param revision of the index
     * @param firstRecent the place of the first task that is recent by its beginning: the only thing that time alone changes
     * @param sight of the viewer
     * @param query which tasks
     * @param listing which part of them
     */
    private record Key(long revision, int firstRecent, Sight sight, TaskQuery query, TaskListing listing) {}

    /** In the order in which they were asked for, so that the first is the one to be forgotten. */
    private final Map<Key, TaskPage> kept = new LinkedHashMap<>(16, 0.75f, true);

    private long found;

    /** The page of the tasks that a viewer asks for; the same as {@link TaskListing#page}. */
    @NonNull
    public TaskPage page(
            @NonNull TaskListing listing, @NonNull TaskTable table, @NonNull TaskQuery query, @NonNull Viewer viewer) {
        if (listing.limit() > MAX_TASKS || isMoving(listing, table)) {
            return find(listing, table, query, viewer);
        }
        Key key = new Key(
                table.revision(),
                table.firstSince(TaskSection.cutoff(viewer.now())),
                viewer.sight(table, query.scope()),
                query,
                listing);
        synchronized (kept) {
            TaskPage known = kept.get(key);
            if (known != null) {
                return known;
            }
        }
        TaskPage page = find(listing, table, query, viewer);
        synchronized (kept) {
            kept.put(key, page);
            if (kept.size() > MAX_PAGES) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return page;
    }

    /** Whether tasks that run pass others as time goes by. */
    private static boolean isMoving(TaskListing listing, TaskTable table) {
        return listing.sort() == TaskSort.DURATION
                && table.firstRunning() < table.tasks().size();
    }

    private TaskPage find(TaskListing listing, TaskTable table, TaskQuery query, Viewer viewer) {
        synchronized (kept) {
            found++;
        }
        return listing.page(table, query, viewer);
    }

    /** How many pages had to be looked for. */
    long found() {
        synchronized (kept) {
            return found;
        }
    }

    /** How many pages are kept. */
    int size() {
        synchronized (kept) {
            return kept.size();
        }
    }
}
