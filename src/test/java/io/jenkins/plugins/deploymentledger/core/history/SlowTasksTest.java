package io.jenkins.plugins.deploymentledger.core.history;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowTasksTest {

    private static final Instant NOW = RandomTasks.NOW;

    @Test
    void aTaskIsSlowAgainstOthersOfItsPackageOnly() {
        List<Task> tasks = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            tasks.add(task(i, "quick", TaskStatus.SUCCESS, 60));
            tasks.add(task(100 + i, "long", TaskStatus.PARTIAL, 6_000));
            tasks.add(task(200 + i, "quick", TaskStatus.STOPPED, 6_000));
        }
        tasks.add(task(300, "rare", TaskStatus.SUCCESS, 1));
        SlowTasks slow = new SlowTasks(TaskTable.of(tasks, 0));

        assertTrue(slow.isSlow(task(400, "quick", TaskStatus.RUNNING, 121), NOW));
        assertFalse(slow.isSlow(task(400, "quick", TaskStatus.RUNNING, 120), NOW));
        assertTrue(slow.isSlow(task(400, "quick", TaskStatus.SUCCESS, 121), NOW));
        assertFalse(slow.isSlow(task(400, "long", TaskStatus.RUNNING, 6_001), NOW));
        assertFalse(slow.isSlow(task(400, "rare", TaskStatus.RUNNING, 80_000), NOW), "one task says nothing");
        assertFalse(slow.isSlow(task(400, "", TaskStatus.RUNNING, 80_000), NOW));
    }

    private static Task task(int number, String packageName, TaskStatus status, long seconds) {
        long started = NOW.toEpochMilli() - seconds * 1_000;
        return new Task(
                "job",
                number,
                null,
                packageName,
                "1",
                "all",
                null,
                "ana",
                "Ana",
                TaskOrigin.HAND,
                List.of(),
                TaskTally.NONE,
                status,
                started,
                status.isFinal() ? NOW.toEpochMilli() : 0);
    }
}
