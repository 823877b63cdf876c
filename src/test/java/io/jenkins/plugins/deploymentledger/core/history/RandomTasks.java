package io.jenkins.plugins.deploymentledger.core.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Tasks as a seed makes them, with many that are alike in something. */
final class RandomTasks {

    static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    static final List<String> USERS = List.of("ana", "Ben", "chloé", "");
    static final List<String> TEAMS = List.of("night", "paris", "racks");

    private final Random random;

    RandomTasks(long seed) {
        this.random = new Random(seed);
    }

    List<Task> list(int count) {
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(task("folder/job " + random.nextInt(7), i + 1));
        }
        return tasks;
    }

    Task task(String job, int number) {
        TaskStatus status = any(TaskStatus.values());
        if (status == TaskStatus.WAITING) {
            status = TaskStatus.RUNNING;
        }
        long started = NOW.toEpochMilli() - random.nextInt(40) * 3_600_000L;
        String user = USERS.get(random.nextInt(USERS.size()));
        return new Task(
                job,
                number,
                random.nextInt(10) == 0 ? null : new UUID(random.nextLong(), random.nextLong()),
                "package-" + random.nextInt(3),
                "1." + random.nextInt(3),
                "label \"été\" && ~" + random.nextInt(3),
                random.nextBoolean() ? null : "group " + random.nextInt(3),
                user,
                user.isEmpty() ? "" : user + " Lopez",
                any(TaskOrigin.values()),
                TEAMS.stream().filter(team -> random.nextInt(3) == 0).toList(),
                tally(status),
                status,
                started,
                status.isFinal() ? started + random.nextInt(5) * 60_000L : 0);
    }

    /** What waits, and what is still to come in the next 40 hours. */
    List<PlannedTask> planned(int count) {
        List<PlannedTask> planned = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean scheduled = random.nextBoolean();
            boolean waiting = random.nextInt(3) == 0;
            String user = USERS.get(random.nextInt(USERS.size()));
            planned.add(new PlannedTask(
                    "folder/job " + random.nextInt(7),
                    waiting ? any(TaskOrigin.values()) : scheduled ? TaskOrigin.SCHEDULE : TaskOrigin.CONVERGENCE,
                    "package-" + random.nextInt(3),
                    "1.0",
                    "a label",
                    random.nextBoolean() ? null : "group " + random.nextInt(3),
                    user,
                    user.isEmpty() ? "" : user + " Lopez",
                    TEAMS.stream().filter(team -> random.nextInt(3) == 0).toList(),
                    waiting
                            ? NOW.minusSeconds(random.nextInt(3_600))
                            : scheduled ? NOW.plusSeconds(1 + random.nextInt(40) * 3_600L) : Instant.EPOCH,
                    waiting ? i + 1 : 0));
        }
        return planned;
    }

    TaskTally tally(TaskStatus status) {
        int errors = random.nextInt(5);
        return new TaskTally(
                status.isFinal() ? 0 : random.nextInt(9),
                random.nextInt(9),
                errors,
                random.nextInt(3),
                random.nextInt(3),
                random.nextInt(3),
                random.nextInt(errors + 1));
    }

    <E> E any(E[] constants) {
        return constants[random.nextInt(constants.length)];
    }

    <E> E any(List<E> list) {
        return list.get(random.nextInt(list.size()));
    }

    boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
