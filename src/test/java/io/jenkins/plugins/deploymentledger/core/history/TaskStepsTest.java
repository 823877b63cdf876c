package io.jenkins.plugins.deploymentledger.core.history;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskStepsTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theStepsSinceAnyRevisionMakeTheTableOfItThisOne(long seed) {
        RandomTasks random = new RandomTasks(seed);
        List<TaskTable> tables = new ArrayList<>(List.of(TaskTable.of(random.list(80), 3)));
        for (int i = 0; i < 200; i++) {
            TaskTable last = tables.get(tables.size() - 1);
            TaskTable next =
                    random.oneIn(20) ? last.withAll(random.list(random.below(40))) : last.after(change(random));
            if (next != last) {
                tables.add(next);
            }
        }
        TaskTable now = tables.get(tables.size() - 1);
        for (TaskTable earlier : tables) {
            assertEquals(
                    now.tasks(),
                    after(earlier, now.steps().since(earlier.revision()).orElseThrow()),
                    "since revision " + earlier.revision());
        }
        assertEquals(Optional.empty(), now.steps().since(2));
    }

    private static TaskChange change(RandomTasks random) {
        String job = "folder/job " + random.below(7);
        int number = 1 + random.below(80);
        return switch (random.below(8)) {
            case 0, 1 -> new TaskChange.Removed(job, number);
            case 2 -> new TaskChange.Moved(job, "folder/job " + random.below(9));
            case 3 -> new TaskChange.Dropped(job);
            default -> new TaskChange.Recorded(random.task(job, number));
        };
    }

    private static List<Task> after(TaskTable earlier, List<TaskSteps.Step> steps) {
        List<Task> tasks = new ArrayList<>(earlier.tasks());
        for (TaskSteps.Step step : steps) {
            assertTrue(step.before() == null || tasks.remove(step.before()), step + " of what is not there");
            if (step.after() != null) {
                tasks.add(step.after());
            }
        }
        tasks.sort(TaskTable.ORDER);
        return tasks;
    }

    @Test
    void noMoreThanTheLastAreKept() {
        RandomTasks random = new RandomTasks(1);
        TaskTable table = TaskTable.EMPTY;
        for (int i = 1; i <= 3 * TaskSteps.MAX; i++) {
            table = table.after(new TaskChange.Recorded(random.task("job", i)));
            assertThat(steps(table, table.revision() - TaskSteps.MAX / 2).orElse(0), lessThanOrEqualTo(TaskSteps.MAX));
        }

        assertEquals(Optional.of(TaskSteps.MAX), steps(table, table.revision() - TaskSteps.MAX));
        assertEquals(Optional.of(0), steps(table, table.revision()));
        assertEquals(Optional.empty(), steps(table, table.revision() - TaskSteps.MAX - 1));
    }

    @Test
    void aRevisionOfWhichSomeStepsAreLeftOutIsNotKnown() {
        RandomTasks random = new RandomTasks(2);
        TaskTable table = TaskTable.EMPTY.withAll(many(random, TaskSteps.MAX - 1));
        assertEquals(Optional.of(TaskSteps.MAX - 1), steps(table, 0));

        table = table.withAll(List.of(random.task("b", 1), random.task("b", 2), random.task("b", 3)));

        assertEquals(Optional.empty(), steps(table, 0));
        assertEquals(Optional.of(3), steps(table, 1));
    }

    @Test
    void ofMoreAtOnceThanCanBeKeptNoneIs() {
        RandomTasks random = new RandomTasks(3);
        TaskTable table = TaskTable.EMPTY.withAll(many(random, TaskSteps.MAX + 1));

        assertEquals(Optional.empty(), steps(table, 0));
        assertEquals(Optional.of(0), steps(table, 1));
    }

    private static List<Task> many(RandomTasks random, int count) {
        List<Task> tasks = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            tasks.add(random.task("a", i));
        }
        return tasks;
    }

    private static Optional<Integer> steps(TaskTable table, long since) {
        return table.steps().since(since).map(List::size);
    }
}
