package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * A part of what is listed: tasks that have begun, or deployments for which something is still to come.
 *
 * <p>A task is either recent or past, so that no row stands twice on a page which shows both.
 */
public enum TaskSection {
    /** Tasks that have not ended, and those that began within the last {@link #DAY}, whatever became of them. */
    RECENT,
    /** Tasks that have ended, and began before that. */
    PAST,
    /** All tasks. */
    ANY,
    /** Launches that wait for their turn, and deployments that are to begin by themselves. */
    SCHEDULED,
    /** Deployments that are to begin by themselves within the next {@link #DAY}. */
    SOON,
    /** Deployments that are kept up. */
    CONVERGENCES;

    /** How far back the recent tasks go, and how far ahead what comes soon. */
    public static final Duration DAY = Duration.ofHours(24);

    /** Where the recent tasks begin at a moment, in milliseconds since 1970, if they have ended. */
    static long cutoff(@NonNull Instant now) {
        return now.minus(DAY).toEpochMilli();
    }

    /** The place of the first task of a table that can be in this section at a moment: those before are not. */
    int first(@NonNull TaskTable table, @NonNull Instant now) {
        return this == RECENT ? Math.min(table.firstSince(cutoff(now)), table.firstRunning()) : 0;
    }

    /** The tasks of a table that may come to be, or have ceased to be, in this section between two moments, whichever is the later. */
    @NonNull
    List<Task> between(@NonNull TaskTable table, @NonNull Instant one, @NonNull Instant other) {
        if (this != RECENT && this != PAST) {
            return List.of();
        }
        int first = table.firstSince(Math.min(cutoff(one), cutoff(other)));
        int end = table.firstSince(Math.max(cutoff(one), cutoff(other)));
        return table.tasks().subList(first, end);
    }

    /** Tells whether a task is in this section at a moment; for many tasks, so that what they have in common is worked out once. */
    @NonNull
    Predicate<Task> at(@NonNull Instant now) {
        long cutoff = cutoff(now);
        return switch (this) {
            case RECENT -> task -> isRecent(task, cutoff);
            case PAST -> task -> !isRecent(task, cutoff);
            case ANY -> task -> true;
            case SCHEDULED, SOON, CONVERGENCES -> task -> false;
        };
    }

    /** Whether a task is in this section at a moment. */
    public boolean has(@NonNull Task task, @NonNull Instant now) {
        return at(now).test(task);
    }

    /** Whether something that is still to come is in this section at a moment. */
    public boolean has(@NonNull PlannedTask planned, @NonNull Instant now) {
        return switch (this) {
            case SCHEDULED -> planned.isWaiting() || planned.origin() == TaskOrigin.SCHEDULE;
            case SOON ->
                !planned.isWaiting()
                        && planned.origin() == TaskOrigin.SCHEDULE
                        && planned.next().isBefore(now.plus(DAY));
            case CONVERGENCES -> !planned.isWaiting() && planned.origin() == TaskOrigin.CONVERGENCE;
            case RECENT, PAST, ANY -> false;
        };
    }

    private static boolean isRecent(Task task, long cutoff) {
        return !task.status().isFinal() || task.startedMillis() >= cutoff;
    }
}
