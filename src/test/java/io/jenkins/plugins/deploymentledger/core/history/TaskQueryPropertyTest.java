package io.jenkins.plugins.deploymentledger.core.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, counts and pages against filters that are written as naively as can be. */
class TaskQueryPropertyTest {

    private static final Instant NOW = RandomTasks.NOW;

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= 200; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void countsListsAndPagesAgreeForEveryViewer(long seed) {
        RandomTasks random = new RandomTasks(seed);
        TaskTable table = TaskTable.of(random.list(120), 7);
        TaskQuery query = query(random);
        String me = random.any(List.of("ana", "Ben", "nobody"));
        Set<String> teams = Set.copyOf(RandomTasks.TEAMS.subList(0, random.below(3)));
        String hidden = "folder/job " + random.below(8);

        List<Task> expected = table.tasks().stream()
                .filter(task -> !task.job().equals(hidden))
                .filter(task -> isOfScope(query.scope(), task, me, teams))
                .filter(task -> isOfSection(query.section(), task))
                .filter(task -> isFiltered(query, task))
                .toList();

        TaskListing first =
                new TaskListing(random.any(TaskSort.values()), random.oneIn(2), null, false, 1 + random.below(20));
        List<Task> walked = new ArrayList<>();
        List<TaskPage> pages = new ArrayList<>();
        TaskListing listing = first;
        while (listing != null) {
            TaskPage page = listing.page(table, query, viewer(me, teams, hidden));
            pages.add(page);
            walked.addAll(page.tasks());
            assertEquals(expected.size(), page.total());
            assertEquals(byStatus(expected), page.byStatus());
            listing = page.next() == null ? null : turned(first, page.next(), false);
        }

        assertEquals(new TreeSet<>(names(expected)), new TreeSet<>(names(walked)));
        assertEquals(expected.size(), walked.size());
        List<Task> sorted = new ArrayList<>(walked);
        sorted.sort(naive(first.sort()));
        if (first.descending()) {
            Collections.reverse(sorted);
        }
        assertEquals(names(sorted), names(walked));
        assertNull(pages.get(0).previous());
        assertWalksBack(first, pages, table, query, viewer(me, teams, hidden));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsStillToComeIsFilteredAsWhatHasBegunIs(long seed) {
        RandomTasks random = new RandomTasks(seed);
        List<PlannedTask> planned = random.planned(60);
        TaskQuery query = query(random).in(random.any(TaskSection.values()));
        String me = random.any(List.of("ana", "Ben", "nobody"));
        Set<String> teams = Set.copyOf(RandomTasks.TEAMS.subList(0, random.below(3)));
        String hidden = "folder/job " + random.below(8);

        List<PlannedTask> expected = planned.stream()
                .filter(one -> !one.job().equals(hidden))
                .filter(one -> isOfSection(query.section(), one))
                .filter(one -> isOfScope(query.scope(), asTask(one), me, teams))
                .filter(one -> isFiltered(atAnyTime(query), asTask(one)))
                .filter(one -> query.section() == TaskSection.CONVERGENCES
                        || isWithin(query, one.next())
                                && (query.statuses().isEmpty()
                                        || one.isWaiting() && query.statuses().contains(TaskStatus.WAITING))
                                && (query.origins().isEmpty() || query.origins().contains(one.origin())))
                .toList();

        assertEquals(
                expected,
                planned.stream()
                        .filter(query.plannedBy(viewer(me, teams, hidden)))
                        .toList());
    }

    private static TaskQuery atAnyTime(TaskQuery query) {
        return new TaskQuery(
                query.scope(),
                query.section(),
                query.text(),
                query.user(),
                Set.of(),
                Set.of(),
                query.packageName(),
                query.group(),
                null,
                null);
    }

    private static boolean isWithin(TaskQuery query, Instant at) {
        return (query.from() == null || !at.isBefore(query.from())) && (query.to() == null || at.isBefore(query.to()));
    }

    /** A task that has in common with something planned what both are filtered by. */
    private static Task asTask(PlannedTask planned) {
        return new Task(
                planned.job(),
                1,
                null,
                planned.packageName(),
                planned.version(),
                planned.target(),
                planned.group(),
                planned.ownerId(),
                planned.ownerName(),
                planned.origin(),
                planned.teams(),
                TaskTally.NONE,
                TaskStatus.SUCCESS,
                0,
                0);
    }

    @Test
    void everyTaskIsEitherRecentOrPast() {
        for (Task task : new RandomTasks(11).list(300)) {
            assertTrue(TaskSection.RECENT.has(task, NOW) != TaskSection.PAST.has(task, NOW), task.toString());
        }
    }

    private static void assertWalksBack(
            TaskListing first, List<TaskPage> pages, TaskTable table, TaskQuery query, Viewer viewer) {
        TaskPage page = pages.get(pages.size() - 1);
        for (int i = pages.size() - 2; i >= 0; i--) {
            page = turned(first, page.previous(), true).page(table, query, viewer);
            assertEquals(names(pages.get(i).tasks()), names(page.tasks()));
        }
        assertNull(page.previous());
    }

    private static TaskListing turned(TaskListing listing, TaskPosition from, boolean backwards) {
        TaskPosition written = TaskPosition.parse(from.toString());
        assertEquals(from, written);
        return new TaskListing(listing.sort(), listing.descending(), written, backwards, listing.limit());
    }

    @Test
    void aTaskThatComesOrGoesBetweenTwoPagesIsNeitherLostNorShownTwice() {
        RandomTasks random = new RandomTasks(5);
        TaskTable table = TaskTable.of(random.list(50), 0);
        TaskListing listing = new TaskListing(TaskSort.STARTED, true, null, false, 10);
        Viewer viewer = viewer("ana", Set.of(), "");
        TaskPage first = listing.page(table, TaskQuery.ALL, viewer);

        TaskTable later = table.after(new TaskChange.Recorded(random.task("new", 1)))
                .after(new TaskChange.Removed(
                        first.tasks().get(9).job(), first.tasks().get(9).number()));
        TaskPage second = turned(listing, first.next(), false).page(later, TaskQuery.ALL, viewer);

        List<Task> newestFirst = new ArrayList<>(table.tasks());
        Collections.reverse(newestFirst);
        List<String> shown = new ArrayList<>(names(second.tasks()));
        shown.remove("new#1");
        assertEquals(names(newestFirst.subList(10, 10 + shown.size())), shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1~2~3~4", "a~2~3~0~job", "1~2~3~9~job", "1~2~3~-1~job", "1~2~x~0~job"})
    void whatIsNoPositionIsRefused(String written) {
        assertThrows(IllegalArgumentException.class, () -> TaskPosition.parse(written));
    }

    @Test
    void aTaskIsRecentWhileItRunsAndForADay() {
        TaskSection recent = TaskSection.RECENT;
        long day = Duration.ofHours(24).toMillis();
        for (Task task : new RandomTasks(9).list(300)) {
            boolean expected = task.status() == TaskStatus.RUNNING || NOW.toEpochMilli() - task.startedMillis() <= day;
            assertEquals(expected, recent.has(task, NOW), task.toString());
        }
    }

    private static TaskQuery query(RandomTasks random) {
        return new TaskQuery(
                random.any(TaskScope.values()),
                random.any(TaskSection.values()),
                random.oneIn(3) ? random.any(List.of("JOB 3", "LOPEZ", "folder", "é")) : "",
                random.oneIn(4) ? random.any(List.of("an", "BEN")) : "",
                random.oneIn(3) ? EnumSet.of(random.any(TaskStatus.values()), TaskStatus.SUCCESS) : Set.of(),
                random.oneIn(4) ? Set.of(random.any(TaskOrigin.values())) : Set.of(),
                random.oneIn(4) ? "package-1" : "",
                random.oneIn(4) ? "group 1" : "",
                random.oneIn(4) ? NOW.minus(Duration.ofHours(20)) : null,
                random.oneIn(4) ? NOW.minus(Duration.ofHours(3)) : null);
    }

    private static Viewer viewer(String me, Set<String> teams, String hidden) {
        return new Viewer(me::equals, teams, job -> !job.equals(hidden), job -> !job.equals(hidden), NOW);
    }

    private static boolean isOfScope(TaskScope scope, Task task, String me, Set<String> teams) {
        boolean mine = task.initiatorId().equals(me);
        return scope == TaskScope.ALL || mine || scope == TaskScope.TEAM && !Collections.disjoint(task.teams(), teams);
    }

    private static boolean isOfSection(TaskSection section, Task task) {
        boolean running = task.status() == TaskStatus.RUNNING;
        boolean young = !task.started().isBefore(NOW.minusSeconds(86_400));
        return switch (section) {
            case RECENT -> running || young;
            case PAST -> !running && !young;
            case ANY -> true;
            case SCHEDULED, SOON, CONVERGENCES -> false;
        };
    }

    private static boolean isOfSection(TaskSection section, PlannedTask planned) {
        boolean scheduled = planned.origin() == TaskOrigin.SCHEDULE;
        return switch (section) {
            case SCHEDULED -> scheduled || planned.isWaiting();
            case SOON ->
                scheduled
                        && !planned.isWaiting()
                        && Duration.between(NOW, planned.next()).toHours() < 24;
            case CONVERGENCES -> planned.origin() == TaskOrigin.CONVERGENCE && !planned.isWaiting();
            case RECENT, PAST, ANY -> false;
        };
    }

    private static boolean isFiltered(TaskQuery query, Task task) {
        String who = (task.initiatorName() + "\n" + task.initiatorId()).toLowerCase();
        return (who + "\n" + task.job().toLowerCase()).contains(query.text().toLowerCase())
                && who.contains(query.user().toLowerCase())
                && (query.statuses().isEmpty() || query.statuses().contains(task.status()))
                && (query.origins().isEmpty() || query.origins().contains(task.origin()))
                && List.of("", task.packageName()).contains(query.packageName())
                && Arrays.asList("", task.group()).contains(query.group())
                && (query.from() == null || !task.started().isBefore(query.from()))
                && (query.to() == null || task.started().isBefore(query.to()));
    }

    private static Comparator<Task> naive(TaskSort sort) {
        Comparator<Task> by =
                switch (sort) {
                    case STARTED -> Comparator.comparing(Task::started);
                    case NAME -> Comparator.comparing(task -> task.job().toLowerCase());
                    case USER ->
                        Comparator.comparing(task -> task.initiatorName().toLowerCase());
                    case STATUS -> Comparator.comparing(Task::status);
                    case MACHINES -> Comparator.comparing(task -> task.tally().total());
                    case DURATION -> Comparator.comparing(task -> task.duration(NOW));
                };
        return by.thenComparing(Task::started).thenComparing(Task::job).thenComparing(Task::number);
    }

    private static Map<TaskStatus, Integer> byStatus(List<Task> tasks) {
        Map<TaskStatus, Integer> counts = new EnumMap<>(TaskStatus.class);
        tasks.forEach(task -> counts.merge(task.status(), 1, Integer::sum));
        return counts;
    }

    private static List<String> names(List<Task> tasks) {
        return tasks.stream().map(task -> task.job() + "#" + task.number()).collect(Collectors.toList());
    }
}
