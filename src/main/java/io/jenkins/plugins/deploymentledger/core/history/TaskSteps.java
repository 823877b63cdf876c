package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * By what the last revisions of a table differ from each other, so that whoever knows an earlier one need not look at every task;
 * immutable.
 *
 * <p>Applied one after the other, the steps since a revision make the table of it this one. There are no more than {@link #MAX}: who
 * knows only what is older must look at all tasks again.
 */
final class TaskSteps {

    /** How many steps are kept: those of a quarter of an hour in which a task comes on every second. */
    static final int MAX = 1_024;

    private final long first;
    private final Step[] steps;

    private TaskSteps(long first, Step[] steps) {
        this.first = first;
        this.steps = steps;
    }

    /**
     * What became of one task.
     *
     * @param revision of the table after it
     * @param before the task as it was; null if the table did not have it
     * @param after the task as it is; null if the table has it no more
     */
    record Step(
            long revision,
            @CheckForNull Task before,
            @CheckForNull Task after) {}

    /** None, of a table of a revision of which no earlier one is known. */
    @NonNull
    static TaskSteps none(long revision) {
        return new TaskSteps(revision, new Step[0]);
    }

    /** These and the next, which are of one revision; without the oldest, if they are too many. */
    @NonNull
    TaskSteps and(@NonNull List<Step> next, long revision) {
        if (next.size() > MAX) {
            return none(revision);
        }
        int kept = Math.min(steps.length, MAX - next.size());
        Step[] all = Arrays.copyOfRange(steps, steps.length - kept, steps.length + next.size());
        for (int i = 0; i < next.size(); i++) {
            all[kept + i] = next.get(i);
        }
        // Of the revision of the last that is left out, some may be there: it is not complete, the next one is.
        return new TaskSteps(kept == steps.length ? first : steps[steps.length - kept - 1].revision(), all);
    }

    /** The steps from the table of a revision to this one, the oldest first; empty if they are not known any more. */
    @NonNull
    Optional<List<Step>> since(long revision) {
        if (revision < first) {
            return Optional.empty();
        }
        int from = steps.length;
        while (from > 0 && steps[from - 1].revision() > revision) {
            from--;
        }
        return Optional.of(Arrays.asList(steps).subList(from, steps.length));
    }
}
