package io.jenkins.plugins.deploymentledger.core.history.benchmark;

import io.jenkins.plugins.deploymentledger.core.history.Task;
import io.jenkins.plugins.deploymentledger.core.history.TaskIndex;
import io.jenkins.plugins.deploymentledger.core.history.TaskListing;
import io.jenkins.plugins.deploymentledger.core.history.TaskOrigin;
import io.jenkins.plugins.deploymentledger.core.history.TaskPages;
import io.jenkins.plugins.deploymentledger.core.history.TaskQuery;
import io.jenkins.plugins.deploymentledger.core.history.TaskScope;
import io.jenkins.plugins.deploymentledger.core.history.TaskSection;
import io.jenkins.plugins.deploymentledger.core.history.TaskSort;
import io.jenkins.plugins.deploymentledger.core.history.TaskStatus;
import io.jenkins.plugins.deploymentledger.core.history.TaskTable;
import io.jenkins.plugins.deploymentledger.core.history.TaskTally;
import io.jenkins.plugins.deploymentledger.core.history.Viewer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The index of 100,000 tasks of 1,000 machines: how long it takes to make and to open, its heap, and its lists. */
public final class TaskMeasures {

    private static final int TASKS = Integer.getInteger("benchmark.tasks", 100_000);
    private static final int BATCH = 500;
    private static final int ROUNDS = 4_000;
    private static final int DASHBOARDS = 200;
    private static final int SECONDS = 15;
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private final Random random = new Random(1);
    private final ExecutorService writer = Executors.newSingleThreadExecutor();

    private TaskMeasures() {}

    /** Measures, and prints what it measured. */
    public static void measure() throws IOException {
        Path directory = Files.createTempDirectory("tasks");
        new TaskMeasures().measure(directory.resolve("tasks"));
    }

    private void measure(Path file) throws IOException {
        make(file);
        for (int i = 0; i < 3; i++) {
            long began = System.nanoTime();
            TaskIndex opened = TaskIndex.open(file, writer).index();
            System.out.printf("Opening: %.2f s%n", (System.nanoTime() - began) / 1e9);
            opened.close();
        }
        long before = used();
        TaskIndex index = TaskIndex.open(file, writer).index();
        long after = used();
        System.out.printf(
                "Heap: %.0f bytes a task; file: %.0f bytes a task%n",
                (double) (after - before) / TASKS, (double) Files.size(file) / TASKS);
        lists(index.table());
        dashboards(index);
        index.close();
        writer.shutdown();
    }

    private void make(Path file) throws IOException {
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            tasks.add(task(i));
        }
        TaskIndex index = TaskIndex.open(file, writer).index();
        long began = System.nanoTime();
        for (int i = 0; i < TASKS; i += BATCH) {
            index.takeIn(tasks.subList(i, Math.min(TASKS, i + BATCH)));
        }
        index.close();
        System.out.printf("Taking in: %,.0f tasks/s%n", TASKS / ((System.nanoTime() - began) / 1e9));
    }

    private Task task(int i) {
        boolean recent = random.nextInt(200) == 0;
        long started =
                NOW.toEpochMilli() - (recent ? random.nextInt(86_400) : 86_400 + random.nextInt(30_000_000)) * 1_000L;
        int failed = random.nextInt(4) == 0 ? random.nextInt(300) : 0;
        TaskStatus status = failed == 0 ? TaskStatus.SUCCESS : TaskStatus.PARTIAL;
        int user = random.nextInt(50);
        return new Task(
                "folder-" + i % 40 + "/deployment-" + i % 400,
                i / 400 + 1,
                new UUID(random.nextLong(), random.nextLong()),
                "package-" + random.nextInt(100),
                "1." + random.nextInt(50),
                "group racks-" + random.nextInt(90),
                "racks-" + random.nextInt(90),
                "user" + user,
                "User Number " + user,
                TaskOrigin.values()[random.nextInt(TaskOrigin.values().length)],
                List.of("team-" + user % 7),
                new TaskTally(0, 1_000 - failed, failed, 0, 0, 0, 0),
                status,
                started,
                started + 60_000 + random.nextInt(600_000));
    }

    private void lists(TaskTable table) {
        long[] nanos = new long[ROUNDS];
        for (int i = -ROUNDS / 4; i < ROUNDS; i++) {
            TaskQuery query = query();
            TaskListing listing = new TaskListing(any(TaskSort.values()), random.nextBoolean(), null, false, 50);
            long began = System.nanoTime();
            listing.page(table, query, viewer());
            if (i >= 0) {
                nanos[i] = System.nanoTime() - began;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                "Lists: median %.1f ms, p99 %.1f ms, worst %.1f ms%n",
                nanos[ROUNDS / 2] / 1e6, nanos[ROUNDS * 99 / 100] / 1e6, nanos[ROUNDS - 1] / 1e6);
    }

    private TaskQuery query() {
        return new TaskQuery(
                any(TaskScope.values()),
                any(new TaskSection[] {TaskSection.RECENT, TaskSection.PAST, TaskSection.ANY}),
                random.nextInt(3) == 0 ? "MENT-1" : "",
                random.nextInt(4) == 0 ? "number 3" : "",
                random.nextInt(3) == 0 ? Set.of(TaskStatus.PARTIAL) : Set.of(),
                Set.of(),
                random.nextInt(4) == 0 ? "package-7" : "",
                "",
                null,
                null);
    }

    private static Viewer viewer() {
        return viewer(7);
    }

    /** One user in seven shares a team; one deployment in ten may not be read, by each tenth user another. */
    private static Viewer viewer(int user) {
        String hidden = String.valueOf((user + 2) % 10);
        return new Viewer(
                ("user" + user)::equals, Set.of("team-" + user % 7), job -> !job.endsWith(hidden), job -> true, NOW);
    }

    /** Open pages of fifty users: what each costs that asks whether something is new, and gets it if so. */
    private void dashboards(TaskIndex index) {
        index.record(running());
        dashboards(index, "nothing is new", false);
        dashboards(index, "a task comes on every second", true);
    }

    private static Task running() {
        long started = NOW.minusSeconds(600).toEpochMilli();
        return new Task(
                "folder-1/deployment-1",
                1_000_000,
                new UUID(1, 1),
                "package-1",
                "1.1",
                "group racks-1",
                "racks-1",
                "user7",
                "User Number 7",
                TaskOrigin.HAND,
                List.of("team-0"),
                new TaskTally(1_000, 0, 0, 0, 0, 0, 0),
                TaskStatus.RUNNING,
                started,
                0);
    }

    private void dashboards(TaskIndex index, String what, boolean busy) {
        int refreshes = DASHBOARDS * 10;
        int aSecond = DASHBOARDS / SECONDS;
        TaskPages pages = new TaskPages();
        TaskListing listing = new TaskListing(TaskSort.STARTED, true, null, false, 50);
        long[] known = new long[DASHBOARDS];
        Arrays.fill(known, -1);
        int answered = 0;
        var threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < refreshes; i++) {
            if (busy && i % aSecond == 0) {
                index.progress("folder-1/deployment-1", 1_000_000, tally(i / aSecond));
            }
            int dashboard = i % DASHBOARDS;
            TaskQuery query = TaskQuery.ALL.of(TaskScope.values()[dashboard % 3]);
            Viewer viewer = viewer(dashboard % 50);
            TaskTable table = index.table();
            long tag = 31 * table.revision() + viewer.sight(table, query.scope()).hashCode();
            if (known[dashboard] != tag) {
                pages.page(listing, table, query.in(TaskSection.RECENT), viewer);
                pages.page(listing, table, query.in(TaskSection.PAST), viewer);
                known[dashboard] = tag;
                answered++;
            }
        }
        double each = (threads.getCurrentThreadCpuTime() - began) / 1e9 / refreshes;
        System.out.printf(
                "A refresh while %s: %.2f ms of processor (lists in %d of %d); %d dashboards every %d s: %.1f %% of one core%n",
                what, each * 1e3, answered, refreshes, DASHBOARDS, SECONDS, 100 * each * DASHBOARDS / SECONDS);
    }

    private static TaskTally tally(int done) {
        return new TaskTally(1_000 - done % 1_000, done % 1_000, 0, 0, 0, 0, 0);
    }

    private <E> E any(E[] values) {
        return values[random.nextInt(values.length)];
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
