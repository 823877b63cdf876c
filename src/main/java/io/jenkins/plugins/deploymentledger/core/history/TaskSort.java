package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;

/**
 * By what a list of tasks is sorted. Tasks that are alike in it are sorted by when they began, then by their names, so that every
 * order is total.
 */
public enum TaskSort {
    /** By when they began. */
    STARTED,
    /** By the name of the deployment, without regard to case. */
    NAME,
    /** By the name of the initiator, without regard to case. */
    USER,
    /** By what has become of them, in the order of {@link TaskStatus}. */
    STATUS,
    /** By how many machines they have. */
    MACHINES,
    /** By how long they took, or have been running. */
    DURATION;

    /** Where a task stands in this order. */
    @NonNull
    public TaskPosition positionOf(@NonNull Task task, @NonNull Instant now) {
        return new TaskPosition(number(task, now), text(task), task.startedMillis(), task.job(), task.number());
    }

    /** Compares by this order, the least first, without making positions. */
    Comparator<Task> comparator(Instant now) {
        Function<String, String> lower = Memo.ofFunction((String text) -> text.toLowerCase(Locale.ROOT));
        Comparator<Task> first = isText()
                ? Comparator.comparing(task -> lower.apply(words(task)))
                : Comparator.comparingLong(task -> number(task, now));
        return first.thenComparing(TaskTable.ORDER);
    }

    private boolean isText() {
        return this == NAME || this == USER;
    }

    private long number(Task task, Instant now) {
        return switch (this) {
            case STATUS -> task.status().ordinal();
            case MACHINES -> task.tally().total();
            case DURATION -> task.duration(now).toMillis();
            case STARTED, NAME, USER -> 0;
        };
    }

    private String text(Task task) {
        return words(task).toLowerCase(Locale.ROOT);
    }

    private String words(Task task) {
        return switch (this) {
            case NAME -> task.job();
            case USER -> task.initiatorName();
            case STARTED, STATUS, MACHINES, DURATION -> "";
        };
    }
}
