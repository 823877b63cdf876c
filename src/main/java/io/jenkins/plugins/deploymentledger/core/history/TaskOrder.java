package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.util.Comparator;

/**
 * How tasks stand to where a page begins, at one moment: which are on it or behind it, and which of these comes first. For one
 * thread.
 */
final class TaskOrder {

    private final TaskListing listing;
    private final Instant now;
    private final Comparator<Task> nearestFirst;

    TaskOrder(@NonNull TaskListing listing, @NonNull Instant now) {
        this.listing = listing;
        this.now = now;
        Comparator<Task> order = listing.sort().comparator(now);
        this.nearestFirst = listing.descending() == listing.backwards() ? order : order.reversed();
    }

    /** Compares two tasks; no two are equal. The one that is nearer to where the page begins comes first. */
    int compare(@NonNull Task task, @NonNull Task other) {
        return nearestFirst.compare(task, other);
    }

    /** Whether a task is on the page, or further away than that; all are where there is nothing before the page. */
    boolean isBeyond(@NonNull Task task) {
        TaskPosition from = listing.from();
        if (from == null) {
            return true;
        }
        int compared = positionOf(task).compareTo(from);
        return listing.descending() == listing.backwards() ? compared > 0 : compared < 0;
    }

    /** Where a task stands in the whole list. */
    @NonNull
    TaskPosition positionOf(@NonNull Task task) {
        return listing.sort().positionOf(task, now);
    }

    /** The comparator of {@link #compare}. */
    @NonNull
    Comparator<Task> comparator() {
        return nearestFirst;
    }
}
