package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What of a table somebody may know, and what is that person's own: two viewers with the same sight see the same tasks.
 *
 * @param jobs the deployments that may be read, sorted
 * @param hidden those who asked for tasks, and may not be named, sorted
 * @param own the ids by which the viewer asked for tasks, sorted; empty where that does not matter
 * @param teams the lists of teams with one of the viewer's; empty where that does not matter
 */
public record Sight(
        @NonNull List<String> jobs,
        @NonNull List<String> hidden,
        @NonNull List<String> own,
        @NonNull Set<List<String>> teams) {

    /** Copies the lists. */
    public Sight {
        jobs = List.copyOf(jobs);
        hidden = List.copyOf(hidden);
        own = List.copyOf(own);
        teams = Set.copyOf(teams);
    }

    /**
     * Whoever has this sight, at a moment; for the scope that it was made for.
     *
     * <p>It says of every task of the table the same as the viewer did of whom it was made. Of other tasks it says the same at any
     * time, whatever has become of their jobs.
     */
    @NonNull
    Viewer viewer(@NonNull Instant now) {
        return new Viewer(this, now);
    }

    /** Whether a text is among sorted ones. */
    static boolean isAmong(@NonNull List<String> sorted, @NonNull String text) {
        return Collections.binarySearch(sorted, text) >= 0;
    }
}
