package io.jenkins.plugins.deploymentledger.core.history.benchmark;

import io.jenkins.plugins.deploymentledger.core.history.Task;
import io.jenkins.plugins.deploymentledger.core.history.TaskIndex;
import io.jenkins.plugins.deploymentledger.core.history.TaskListing;
import io.jenkins.plugins.deploymentledger.core.history.TaskOrigin;
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
        dashboards(index.table());
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

    /** One user in seven shares a team; one deployment in ten may not be read. */
    private static Viewer viewer() {
        return new Viewer("user7"::equals, Set.of("team-3"), job -> !job.endsWith("9"), job -> true, NOW);
    }

    private void dashboards(TaskTable table) {
        int refreshes = DASHBOARDS * 10;
        var threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < refreshes; i++) {
            TaskQuery query = TaskQuery.ALL.of(TaskScope.values()[i % 3]);
            Viewer viewer = viewer();
            TaskListing listing = new TaskListing(TaskSort.STARTED, true, null, false, 50);
            listing.page(table, query.in(TaskSection.RECENT), viewer);
            listing.page(table, query.in(TaskSection.PAST), viewer);
        }
        double each = (threads.getCurrentThreadCpuTime() - began) / 1e9 / refreshes;
        System.out.printf(
                "A refresh: %.2f ms of processor; %d dashboards every %d s: %.1f %% of one core%n",
                each * 1e3, DASHBOARDS, SECONDS, 100 * each * DASHBOARDS / SECONDS);
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
