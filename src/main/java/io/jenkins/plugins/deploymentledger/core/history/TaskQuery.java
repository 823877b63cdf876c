package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which tasks are asked for: the one predicate behind the counts, the lists, the CSV and the JSON.
 *
 * @param scope whose
 * @param section which part
 * @param text only tasks whose name or initiator holds this text, in whatever case; empty for all
 * @param user only tasks whose initiator's id or name holds this text, in whatever case; empty for all
 * @param statuses only tasks in one of these; empty for all
 * @param origins only tasks that began in one of these ways; empty for all
 * @param packageName only tasks of the package of exactly this name; empty for all
 * @param group only tasks whose target is the group of exactly this name; empty for all
 * @param from only tasks that began, or are to begin, then or later; null for all
 * @param to only tasks that began, or are to begin, before; null for all
 */
public record TaskQuery(
        @NonNull TaskScope scope,
        @NonNull TaskSection section,
        @NonNull String text,
        @NonNull String user,
        @NonNull Set<TaskStatus> statuses,
        @NonNull Set<TaskOrigin> origins,
        @NonNull String packageName,
        @NonNull String group,
        @CheckForNull Instant from,
        @CheckForNull Instant to) {

    /** Every task that the viewer may see. */
    public static final TaskQuery ALL =
            new TaskQuery(TaskScope.ALL, TaskSection.ANY, "", "", Set.of(), Set.of(), "", "", null, null);

    /** Copies the sets. */
    public TaskQuery {
        statuses = Set.copyOf(statuses);
        origins = Set.copyOf(origins);
    }

    /** The tasks that a viewer may see and this query asks for, of those that are as {@link Viewer#seen} gives them. */
    @NonNull
    Predicate<Task> by(@NonNull Viewer viewer) {
        Words words = new Words(text, user);
        Predicate<Task> inSection = section.at(viewer.now());
        // What costs least, or leaves out most, comes first.
        return task -> inSection.test(task)
                && (statuses.isEmpty() || statuses.contains(task.status()))
                && isOfOrigin(task.origin())
                && isOfKind(task.packageName(), task.group())
                && isWithin(task.startedMillis())
                && viewer.isIn(scope, task.initiatorId(), task.teams())
                && viewer.maySee(task.job())
                && words.fit(task.job(), task.initiatorId(), task.initiatorName());
    }

    /**
     * What is still to come, as far as a viewer may see it and this query asks for it, of what is as {@link Viewer#seen} gives it. What
     * was launched is waiting, and what is scheduled has no status yet. A convergence has none ever, begins in one way only, and at no
     * time, so that nothing of these narrows it.
     */
    @NonNull
    public Predicate<PlannedTask> plannedBy(@NonNull Viewer viewer) {
        Words words = new Words(text, user);
        boolean kept = section == TaskSection.CONVERGENCES;
        return planned -> section.has(planned, viewer.now())
                && (kept
                        || hasStatus(planned)
                                && isOfOrigin(planned.origin())
                                && isWithin(planned.next().toEpochMilli()))
                && isOfKind(planned.packageName(), planned.group())
                && viewer.isIn(scope, planned.ownerId(), planned.teams())
                && viewer.maySee(planned.job())
                && words.fit(planned.job(), planned.ownerId(), planned.ownerName());
    }

    private boolean hasStatus(PlannedTask planned) {
        return statuses.isEmpty() || planned.isWaiting() && statuses.contains(TaskStatus.WAITING);
    }

    private boolean isOfOrigin(TaskOrigin origin) {
        return origins.isEmpty() || origins.contains(origin);
    }

    private boolean isOfKind(String otherPackage, @CheckForNull String otherGroup) {
        return (packageName.isEmpty() || packageName.equals(otherPackage))
                && (group.isEmpty() || group.equals(otherGroup));
    }

    private boolean isWithin(long millis) {
        return (from == null || millis >= from.toEpochMilli()) && (to == null || millis < to.toEpochMilli());
    }

    /** What is searched for in the names of jobs and users. */
    private static final class Words {

        private final Predicate<String> job;
        private final Predicate<String> any;
        private final Predicate<String> user;

        Words(String any, String user) {
            this.job = holding(any);
            this.any = holding(any);
            this.user = holding(user);
        }

        private static Predicate<String> holding(String wanted) {
            String lower = wanted.toLowerCase(Locale.ROOT);
            return lower.isEmpty() ? text -> true : Memo.of((String text) -> holds(text, lower));
        }

        boolean fit(String jobName, String userId, String userName) {
            return (job.test(jobName) || any.test(userName) || any.test(userId))
                    && (user.test(userName) || user.test(userId));
        }
    }

    private static boolean holds(String text, String wanted) {
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }

    /** The same query for another section. */
    @NonNull
    public TaskQuery in(@NonNull TaskSection other) {
        return new TaskQuery(scope, other, text, user, statuses, origins, packageName, group, from, to);
    }

    /** The same query for one status only. */
    @NonNull
    public TaskQuery with(@NonNull TaskStatus status) {
        return new TaskQuery(scope, section, text, user, Set.of(status), origins, packageName, group, from, to);
    }

    /** The same query for another scope. */
    @NonNull
    public TaskQuery of(@NonNull TaskScope other) {
        return new TaskQuery(other, section, text, user, statuses, origins, packageName, group, from, to);
    }

    /** Whether it asks for less than the scope and the section have. */
    public boolean isFiltering() {
        return !equals(ALL.of(scope).in(section));
    }
}
