package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Comparator;

/**
 * A place in a sorted list of tasks, which stays where it is when tasks come, go or change: what the next page begins after.
 *
 * @param number what is sorted by, where that is a number; otherwise 0
 * @param text what is sorted by, where that is a text; otherwise empty
 * @param startedMillis when the task there began, in milliseconds since 1970
 * @param job the full name of its job
 * @param run its number
 */
public record TaskPosition(
        long number,
        @NonNull String text,
        long startedMillis,
        @NonNull String job,
        int run) implements Comparable<TaskPosition> {

    private static final Comparator<TaskPosition> ORDER = Comparator.comparingLong(TaskPosition::number)
            .thenComparing(TaskPosition::text)
            .thenComparingLong(TaskPosition::startedMillis)
            .thenComparing(TaskPosition::job)
            .thenComparingInt(TaskPosition::run);

    @Override
    public int compareTo(TaskPosition other) {
        return ORDER.compare(this, other);
    }

    /** As it stands in a URL, before that is encoded. */
    @Override
    @NonNull
    public String toString() {
        return number + "~" + startedMillis + "~" + run + "~" + text.length() + "~" + text + job;
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if it is nothing of the kind
     */
    @NonNull
    public static TaskPosition parse(@NonNull String written) {
        String[] parts = written.split("~", 5);
        if (parts.length == 5) {
            try {
                int length = Integer.parseInt(parts[3]);
                if (length >= 0 && length <= parts[4].length()) {
                    return new TaskPosition(
                            Long.parseLong(parts[0]),
                            parts[4].substring(0, length),
                            Long.parseLong(parts[1]),
                            parts[4].substring(length),
                            Integer.parseInt(parts[2]));
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("No position in a list: " + written, e);
            }
        }
        throw new IllegalArgumentException("No position in a list: " + written);
    }
}
