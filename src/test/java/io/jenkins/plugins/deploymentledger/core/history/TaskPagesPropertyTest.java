package io.jenkins.plugins.deploymentledger.core.history;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Open pages of several people over an index in which things happen, time goes by and permissions come and go: each page has what a
 * filter finds that is written as naively as can be.
 */
class TaskPagesPropertyTest {

    private static final List<String> PEOPLE = List.of("ana", "Ben", "nobody");

    @TempDir
    private Path directory;

    private TaskIndex index;
    private TaskPages pages = new TaskPages();
    private Instant now = RandomTasks.NOW;
    private final Map<String, Set<String>> hidden = new HashMap<>();
    private int asked;
    private long looks;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void countsListsCsvAndSegmentsOfOpenPagesAgreeWhateverHappens(long seed) throws Exception {
        RandomTasks random = new RandomTasks(seed);
        PEOPLE.forEach(one -> hidden.put(one, new HashSet<>(Set.of("folder/job 1"))));
        List<Dashboard> dashboards = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            dashboards.add(dashboard(random));
        }
        open();
        index.takeIn(random.list(150));

        for (int i = 0; i < 500; i++) {
            if (random.oneIn(100)) {
                // The index is opened again after a restart, with a TaskPages of its own.
                index.close();
                open();
            }
            happen(random);
            if (random.oneIn(4)) {
                now = now.plus(Duration.ofMinutes(random.below(50)));
            }
            assertShown(random.any(dashboards));
        }

        index.close();
        assertThat("looks at all tasks for " + asked + " refreshes", looks, lessThan(asked * 2L / 3));
    }

    private void open() throws Exception {
        index = TaskIndex.open(directory.resolve("tasks"), Runnable::run).index();
        pages = new TaskPages();
    }

    private void happen(RandomTasks random) {
        String job = "folder/job " + random.below(7);
        int number = 1 + random.below(150);
        switch (random.below(100)) {
            case 0 -> index.dropped(job);
            case 1, 2 -> index.moved(job, "folder/job " + random.below(9));
            case 3, 4 -> index.takeIn(random.list(1 + random.below(30)));
            case 5, 6 -> toggle(hidden.get(random.any(PEOPLE)), job);
            case 7, 8 -> toggle(hidden.get(random.any(PEOPLE)), "build " + random.below(2));
            case 9, 10, 11, 12, 13, 14, 15, 16, 17, 18 -> index.removed(job, number);
            default -> {
                if (random.oneIn(3)) {
                    any(random)
                            .ifPresent(task ->
                                    index.progress(task.job(), task.number(), random.tally(TaskStatus.RUNNING)));
                } else {
                    index.record(task(random, job, number));
                }
            }
        }
    }

    private Optional<Task> any(RandomTasks random) {
        List<Task> running = index.table().tasks().stream()
                .filter(task -> !task.status().isFinal())
                .toList();
        return running.isEmpty() ? Optional.empty() : Optional.of(random.any(running));
    }

    private static void toggle(Set<String> set, String name) {
        if (!set.remove(name)) {
            set.add(name);
        }
    }

    /** As others are, but that it may have been launched by a build. */
    private static Task task(RandomTasks random, String job, int number) {
        Task task = random.task(job, number);
        String who = random.oneIn(3) ? "build " + random.below(2) + " #" + random.below(3) : task.initiatorId();
        return new Task(
                job,
                number,
                task.id(),
                task.packageName(),
                task.version(),
                task.target(),
                task.group(),
                who,
                who,
                task.origin(),
                task.teams(),
                task.tally(),
                task.status(),
                task.startedMillis(),
                task.endedMillis());
    }

    private record Dashboard(String me, Set<String> teams, TaskQuery query, TaskListing listing) {}

    private static Dashboard dashboard(RandomTasks random) {
        TaskQuery query = new TaskQuery(
                random.any(TaskScope.values()),
                random.any(List.of(TaskSection.RECENT, TaskSection.PAST, TaskSection.ANY)),
                random.oneIn(4) ? "build" : "",
                "",
                random.oneIn(3) ? Set.of(TaskStatus.RUNNING, TaskStatus.SUCCESS) : Set.of(),
                Set.of(),
                "",
                "",
                null,
                null);
        return new Dashboard(
                random.any(PEOPLE),
                Set.copyOf(RandomTasks.TEAMS.subList(0, random.below(3))),
                query,
                new TaskListing(random.any(TaskSort.values()), random.oneIn(2), null, false, 3 + random.below(20)));
    }

    private void assertShown(Dashboard board) {
        TaskTable table = index.table();
        List<Task> expected = expected(board);
        List<Task> csv = new ArrayList<>();
        board.listing.all(table, board.query, viewer(board), csv::add);
        assertEquals(new HashSet<>(expected), new HashSet<>(csv));

        long before = pages.looks();
        assertEquals(
                board.listing.page(table, board.query, viewer(board)),
                pages.page(board.listing, table, board.query, viewer(board)));
        looks += pages.looks() - before;
        asked++;

        List<Task> walked = new ArrayList<>();
        TaskListing listing = board.listing;
        while (listing != null) {
            TaskPage page = pages.page(listing, table, board.query, viewer(board));
            assertEquals(expected.size(), page.total(), board.toString());
            assertEquals(byStatus(expected), page.byStatus(), board.toString());
            walked.addAll(page.tasks());
            TaskPosition next = page.next();
            listing = next == null
                    ? null
                    : new TaskListing(listing.sort(), listing.descending(), next, false, listing.limit());
        }
        assertEquals(csv, walked, board.toString());
        byStatus(expected)
                .forEach((status, count) -> assertEquals(
                        count,
                        board.listing
                                .page(table, board.query.with(status), viewer(board))
                                .total()));
    }

    private List<Task> expected(Dashboard board) {
        Instant dayAgo = now.minus(Duration.ofDays(1));
        return index.table().tasks().stream()
                .filter(task -> mayRead(board, task.job()))
                .map(task -> isNobodys(board, task) ? task.ofNobody() : task)
                .filter(task -> board.query.scope() == TaskScope.ALL
                        || task.initiatorId().equals(board.me)
                        || board.query.scope() == TaskScope.TEAM && !Collections.disjoint(task.teams(), board.teams))
                .filter(task -> {
                    boolean recent = task.status() == TaskStatus.RUNNING
                            || !task.started().isBefore(dayAgo);
                    return board.query.section() == TaskSection.ANY
                            || recent == (board.query.section() == TaskSection.RECENT);
                })
                .filter(task -> board.query.statuses().isEmpty()
                        || board.query.statuses().contains(task.status()))
                .filter(task -> (task.job() + " " + task.initiatorName()).contains(board.query.text()))
                .toList();
    }

    private boolean mayRead(Dashboard board, String job) {
        return !hidden.get(board.me).contains(job);
    }

    private boolean isNobodys(Dashboard board, Task task) {
        boolean byBuild = task.origin() == TaskOrigin.STEP || task.origin() == TaskOrigin.OTHER;
        return byBuild
                && task.initiatorId().startsWith("build")
                && !mayRead(board, task.initiatorId().replaceAll(" #.*", ""));
    }

    private Viewer viewer(Dashboard board) {
        return new Viewer(board.me::equals, board.teams, job -> mayRead(board, job), job -> mayRead(board, job), now);
    }

    private static Map<TaskStatus, Integer> byStatus(List<Task> tasks) {
        Map<TaskStatus, Integer> counts = new EnumMap<>(TaskStatus.class);
        tasks.forEach(task -> counts.merge(task.status(), 1, Integer::sum));
        return counts;
    }
}
