package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who looks at tasks, and when: what a query cannot know by itself. For one thread and one answer, since what it once found out
 * about a job or a user it does not ask again.
 */
public final class Viewer {

    /** How a build stands where the user does who asked for a task. */
    private static final Pattern BUILD = Pattern.compile("(?<job>.+) #[0-9]+");

    private final Predicate<String> self;
    private final Predicate<List<String>> teamed;
    private final Predicate<String> mayRead;
    private final Predicate<String> mayKnowInitiator;
    private final Instant now;
    private final Map<TaskScope, Sight> sights = new EnumMap<>(TaskScope.class);
    private TaskNames sightOf;

    /**
     * Names a viewer.
     *
     * @param self whether a user's id is the viewer's
     * @param teams the names of the viewer's teams; may be empty
     * @param mayRead whether the viewer may read the job of a full name
     * @param mayName whether the viewer may be told the full name of a job of whatever kind, as of one whose build launched a task
     * @param now the moment
     */
    public Viewer(
            @NonNull Predicate<String> self,
            @NonNull Set<String> teams,
            @NonNull Predicate<String> mayRead,
            @NonNull Predicate<String> mayName,
            @NonNull Instant now) {
        this.self = Memo.of(self);
        this.teamed = Memo.ofSame((List<String> names) -> names.stream().anyMatch(teams::contains));
        this.mayRead = Memo.of(mayRead);
        this.mayKnowInitiator = Memo.of((String id) -> {
            Matcher build = BUILD.matcher(id);
            return !build.matches() || mayName.test(build.group("job"));
        });
        this.now = now;
    }

    /** Whoever has a sight. */
    Viewer(@NonNull Sight sight, @NonNull Instant now) {
        this.self = Memo.of((String id) -> Sight.isAmong(sight.own(), id));
        this.teamed = Memo.ofSame(sight.teams()::contains);
        this.mayRead = Memo.of((String job) -> Sight.isAmong(sight.jobs(), job));
        this.mayKnowInitiator = Memo.of((String id) -> !Sight.isAmong(sight.hidden(), id));
        this.now = now;
    }

    /** The moment. */
    @NonNull
    public Instant now() {
        return now;
    }

    /** What of a table the viewer may know, and what of it is the viewer's own as far as a scope asks for that. */
    @NonNull
    public Sight sight(@NonNull TaskTable table, @NonNull TaskScope scope) {
        TaskNames names = table.names();
        if (names != sightOf) {
            sights.clear();
            sightOf = names;
        }
        return sights.computeIfAbsent(scope, asked -> sight(names, asked));
    }

    private Sight sight(TaskNames names, TaskScope scope) {
        return new Sight(
                names.jobs().stream().filter(mayRead).toList(),
                names.initiators().stream().filter(mayKnowInitiator.negate()).toList(),
                scope == TaskScope.ALL
                        ? List.of()
                        : names.initiators().stream().filter(self).toList(),
                scope == TaskScope.TEAM
                        ? names.teams().stream().filter(teamed).collect(Collectors.toUnmodifiableSet())
                        : Set.of());
    }

    /** Whether the viewer may know of what a job does at all. */
    boolean maySee(String job) {
        return mayRead.test(job);
    }

    /** A task as far as the viewer may know of it: without the build that launched it, where that is not the viewer's to know. */
    @NonNull
    Task seen(@NonNull Task task) {
        return task.origin().isByBuild() && !mayKnowInitiator.test(task.initiatorId()) ? task.ofNobody() : task;
    }

    /** What is still to come, likewise. */
    @NonNull
    public PlannedTask seen(@NonNull PlannedTask planned) {
        return planned.origin().isByBuild() && !mayKnowInitiator.test(planned.ownerId()) ? planned.ofNobody() : planned;
    }

    /** Whether what somebody answers for, who is in some teams, is of a scope. */
    boolean isIn(TaskScope scope, String userId, List<String> userTeams) {
        return switch (scope) {
            case MINE -> self.test(userId);
            case TEAM -> teamed.test(userTeams) || self.test(userId);
            case ALL -> true;
        };
    }
}
