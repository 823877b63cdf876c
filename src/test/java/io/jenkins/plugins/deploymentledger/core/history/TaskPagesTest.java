package io.jenkins.plugins.deploymentledger.core.history;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskPagesTest {

    private static final TaskListing NEWEST = new TaskListing(TaskSort.STARTED, true, null, false, 50);

    private final TaskPages pages = new TaskPages();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aPageThatWasKeptIsTheOneThatWouldBeFoundWhoeverAsksAndWhateverHappened(long seed) {
        RandomTasks random = new RandomTasks(seed);
        TaskTable table = TaskTable.of(random.list(60), 0);
        Instant now = RandomTasks.NOW;
        for (int i = 0; i < 400; i++) {
            if (random.oneIn(5)) {
                table = table.after(change(random));
            } else if (random.oneIn(10)) {
                now = now.plus(Duration.ofMinutes(random.below(120)));
            }
            TaskQuery query = query(random);
            TaskListing listing = new TaskListing(
                    random.any(TaskSort.values()), random.oneIn(2), null, false, 5 + 10 * random.below(2));
            Set<String> hidden = Set.of("folder/job " + random.below(3), "build " + random.below(3));
            String me = random.any(List.of("ana", "nobody"));
            Set<String> teams = Set.copyOf(RandomTasks.TEAMS.subList(0, random.below(2)));

            assertEquals(
                    listing.page(table, query, viewer(me, teams, hidden, now)),
                    pages.page(listing, table, query, viewer(me, teams, hidden, now)),
                    query + " of " + me + " " + teams + " without " + hidden);
        }
    }

    private static TaskChange change(RandomTasks random) {
        String job = "folder/job " + random.below(7);
        int number = 1 + random.below(60);
        return switch (random.below(4)) {
            case 0 -> new TaskChange.Removed(job, number);
            case 1 -> new TaskChange.Moved(job, "folder/job " + random.below(7));
            default -> new TaskChange.Recorded(random.task(job, number));
        };
    }

    private static TaskQuery query(RandomTasks random) {
        return new TaskQuery(
                random.any(TaskScope.values()),
                random.any(TaskSection.values()),
                random.oneIn(4) ? "job 3" : "",
                "",
                random.oneIn(3) ? EnumSet.of(TaskStatus.RUNNING) : Set.of(),
                Set.of(),
                "",
                "",
                null,
                null);
    }

    @Test
    void whoLooksAgainOrSeesTheSameCostsNothing() {
        TaskTable table = TaskTable.of(new RandomTasks(1).list(60), 0);

        ask(table, TaskScope.ALL, "ana", Set.of());
        ask(table, TaskScope.ALL, "ana", Set.of());
        ask(table, TaskScope.ALL, "Ben", Set.of());
        assertEquals(1, pages.looks());

        ask(table, TaskScope.MINE, "ana", Set.of());
        ask(table, TaskScope.MINE, "Ben", Set.of());
        assertEquals(3, pages.looks(), "what is one's own is not another's");
        ask(table, TaskScope.ALL, "ana", Set.of("folder/job 1"));
        assertEquals(4, pages.looks(), "whoever may read less sees less");
        ask(
                table.after(new TaskChange.Recorded(new RandomTasks(2).task("folder/job 1", 99))),
                TaskScope.ALL,
                "ana",
                Set.of());
        assertEquals(4, pages.looks(), "a change costs a look at what changed");
    }

    private TaskPage ask(TaskTable table, TaskScope scope, String me, Set<String> hidden) {
        return pages.page(NEWEST, table, TaskQuery.ALL.of(scope), viewer(me, Set.of(), hidden, RandomTasks.NOW));
    }

    @Test
    void whatGoesFromAPageIsFollowedByWhatComesAfterIt() {
        RandomTasks random = new RandomTasks(6);
        List<Task> tasks = new ArrayList<>();
        for (int i = 1; i <= 300; i++) {
            tasks.add(random.task("a job", i));
        }
        TaskTable table = TaskTable.of(tasks, 0);
        int gone = 0;
        TaskListing listing = new TaskListing(TaskSort.NAME, false, null, false, 5);
        Viewer viewer = viewer("ana", Set.of(), Set.of(), RandomTasks.NOW);
        while (!table.tasks().isEmpty()) {
            TaskPage page = pages.page(listing, table, TaskQuery.ALL, viewer);
            assertEquals(listing.page(table, TaskQuery.ALL, viewer), page);
            Task first = page.tasks().get(0);
            table = table.after(new TaskChange.Removed(first.job(), first.number()));
            if (++gone <= 100) {
                table = table.after(new TaskChange.Recorded(random.task("the last job", gone)));
            }
        }
        assertEquals(0, pages.page(listing, table, TaskQuery.ALL, viewer).total());
        assertThat(pages.looks(), lessThan(15L));
    }

    @Test
    void aJobThatMayBeReadAgainWhenItsTasksAreGoneTakesNothingAway() {
        TaskTable table = TaskTable.of(new RandomTasks(1).list(60), 0);
        int others = ask(table, TaskScope.ALL, "ana", Set.of("folder/job 1")).total();

        TaskTable without = table.after(new TaskChange.Dropped("folder/job 1"));

        assertEquals(others, ask(without, TaskScope.ALL, "ana", Set.of()).total());
        assertEquals(
                others,
                ask(without, TaskScope.ALL, "ana", Set.of("folder/job 1")).total());
    }

    @Test
    void whoStillReadsAnEarlierTableGetsWhatThatHas() {
        TaskTable earlier = TaskTable.of(new RandomTasks(1).list(60), 0);
        TaskTable later = earlier.after(new TaskChange.Recorded(new RandomTasks(2).task("folder/job 1", 99)));
        assertEquals(60, ask(earlier, TaskScope.ALL, "ana", Set.of()).total());
        assertEquals(61, ask(later, TaskScope.ALL, "ana", Set.of()).total());
        assertEquals(60, ask(earlier, TaskScope.ALL, "ana", Set.of()).total());
        assertEquals(61, ask(later, TaskScope.ALL, "ana", Set.of()).total());
    }

    @Test
    void aPageHasTheSameMarkUntilItShowsSomethingElse() {
        TaskTable table = TaskTable.of(new RandomTasks(1).list(60), 0);
        Task foreign = new RandomTasks(2).task("folder/job 1", 99);
        TaskTable later = table.after(new TaskChange.Recorded(foreign));
        long all = mark(table, TaskQuery.ALL, Set.of(), RandomTasks.NOW);
        long without = mark(table, TaskQuery.ALL, Set.of("folder/job 1"), RandomTasks.NOW);

        assertNotEquals(all, without);
        assertEquals(all, mark(table, TaskQuery.ALL, Set.of(), RandomTasks.NOW));
        assertNotEquals(all, mark(later, TaskQuery.ALL, Set.of(), RandomTasks.NOW));
        assertEquals(
                without,
                mark(later, TaskQuery.ALL, Set.of("folder/job 1"), RandomTasks.NOW),
                "what one may not know of changes nothing that one sees");

        TaskQuery recent = TaskQuery.ALL.in(TaskSection.RECENT);
        long today = mark(later, recent, Set.of(), RandomTasks.NOW.plusSeconds(1));
        assertEquals(today, mark(later, recent, Set.of(), RandomTasks.NOW.plusSeconds(2)));
        assertNotEquals(today, mark(later, recent, Set.of(), RandomTasks.NOW.plus(Duration.ofHours(9))));
    }

    private long mark(TaskTable table, TaskQuery query, Set<String> hidden, Instant now) {
        return pages.mark(NEWEST, table, query, viewer("ana", Set.of(), hidden, now));
    }

    @Test
    void theMarkOfAPageThatIsNotKeptIsThatOfItsTable() {
        TaskTable table = TaskTable.of(new RandomTasks(1).list(60), 0);
        TaskTable later = table.after(new TaskChange.Recorded(new RandomTasks(2).task("folder/job 1", 99)));
        TaskListing whole = new TaskListing(TaskSort.STARTED, true, null, false, 500);
        Viewer viewer = viewer("ana", Set.of(), Set.of(), RandomTasks.NOW);

        long mark = pages.mark(whole, table, TaskQuery.ALL, viewer);

        assertEquals(mark, pages.mark(whole, table, TaskQuery.ALL, viewer));
        assertNotEquals(mark, pages.mark(whole, later, TaskQuery.ALL, viewer));
        assertThat(mark, lessThan(0L));
        assertEquals(0, pages.size());
    }

    @Test
    void noMoreIsKeptThanTheLastFewPages() {
        TaskTable table = TaskTable.of(new RandomTasks(1).list(20), 0);
        Viewer viewer = viewer("ana", Set.of(), Set.of(), RandomTasks.NOW);
        for (int i = 0; i < 3 * TaskPages.MAX_PAGES; i++) {
            TaskQuery query = new TaskQuery(
                    TaskScope.ALL, TaskSection.ANY, "job " + i, "", Set.of(), Set.of(), "", "", null, null);
            pages.page(NEWEST, table, query, viewer);
        }
        assertThat(pages.size(), lessThanOrEqualTo(TaskPages.MAX_PAGES));
    }

    @Test
    void aTaskOfABuildThatOneMayNotKnowIsOneOfNobody() {
        Task launched = new Task(
                "job",
                1,
                null,
                "tools",
                "1",
                "a label",
                null,
                "secret #4",
                "secret #4",
                TaskOrigin.OTHER,
                List.of(),
                TaskTally.NONE,
                TaskStatus.SUCCESS,
                RandomTasks.NOW.toEpochMilli(),
                RandomTasks.NOW.toEpochMilli());
        TaskTable table = TaskTable.of(List.of(launched), 0);
        TaskQuery named =
                new TaskQuery(TaskScope.ALL, TaskSection.ANY, "secret", "", Set.of(), Set.of(), "", "", null, null);
        for (boolean hides : List.of(true, false)) {
            Viewer viewer = viewer("ana", Set.of(), hides ? Set.of("secret") : Set.of(), RandomTasks.NOW);
            TaskPage all = NEWEST.page(table, TaskQuery.ALL, viewer);
            assertEquals(hides ? "" : "secret #4", all.tasks().get(0).initiatorName());
            assertEquals(hides ? "" : "secret #4", all.tasks().get(0).initiatorId());
            assertEquals(hides ? 0 : 1, NEWEST.page(table, named, viewer).total());
        }
    }

    private static Viewer viewer(String me, Set<String> teams, Set<String> hidden, Instant now) {
        return new Viewer(me::equals, teams, job -> !hidden.contains(job), job -> !hidden.contains(job), now);
    }
}
