package io.jenkins.plugins.deploymentledger.core.history;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskIndexTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void afterAnyHistoryMemoryAndFileHoldWhatANaiveMapHolds(long seed) throws Exception {
        RandomTasks random = new RandomTasks(seed);
        Map<TaskKey, Task> naive = new HashMap<>();
        TaskIndex index = open(Optional.of("does not exist"));
        for (int i = 0; i < 600; i++) {
            String job = "job " + random.below(5);
            int number = 1 + random.below(30);
            if (random.oneIn(30)) {
                index.dropped(job);
                naive.keySet().removeIf(key -> key.job().equals(job));
            } else if (random.oneIn(30)) {
                String to = "job " + random.below(5);
                if (!to.equals(job)) {
                    index.moved(job, to);
                    moveNaively(naive, job, to);
                }
            } else if (random.oneIn(10)) {
                index.removed(job, number);
                naive.remove(new TaskKey(job, number));
            } else {
                Task task = random.task(job, number);
                index.record(task);
                naive.put(TaskKey.of(task), task);
            }
            if (random.oneIn(60)) {
                index.close();
                index = open(Optional.empty());
            }
        }

        assertEquals(sorted(naive), index.table().tasks());
        index.close();
        assertEquals(sorted(naive), open(Optional.empty()).table().tasks());
    }

    private static void moveNaively(Map<TaskKey, Task> naive, String from, String to) {
        if (naive.keySet().stream().noneMatch(key -> key.job().equals(from))) {
            return;
        }
        naive.keySet().removeIf(key -> key.job().equals(to));
        for (TaskKey key : List.copyOf(naive.keySet())) {
            if (key.job().equals(from)) {
                naive.put(new TaskKey(to, key.number()), naive.remove(key).ofJob(to));
            }
        }
    }

    private static List<Task> sorted(Map<TaskKey, Task> naive) {
        return naive.values().stream()
                .sorted(Comparator.comparing(Task::started)
                        .thenComparing(Task::job)
                        .thenComparing(Task::number))
                .toList();
    }

    @Test
    void wherverACrashCutsTheFileTheCompleteLinesAreReadAndGoOn() throws Exception {
        List<Task> tasks = new RandomTasks(11).list(6);
        TaskIndex index = open(Optional.of("does not exist"));
        tasks.forEach(index::record);
        index.close();
        byte[] whole = Files.readAllBytes(file());

        for (int cut = TaskFileReader.HEADER.length(); cut <= whole.length; cut += 7) {
            Files.write(file(), Arrays.copyOf(whole, cut));
            int complete = (int) new String(whole, 0, cut, StandardCharsets.ISO_8859_1)
                            .chars()
                            .filter(c -> c == '\n')
                            .count()
                    - 1;
            TaskIndex again = open(Optional.empty());
            assertEquals(complete, again.table().tasks().size(), "after a cut at " + cut);
            tasks.forEach(again::record);
            again.close();
            assertEquals(6, open(Optional.empty()).table().tasks().size(), "after going on from a cut at " + cut);
        }
    }

    @Test
    void aDamagedLineIsSaidAndTheTasksOfTheOthersAreThere() throws Exception {
        TaskIndex index = open(Optional.of("does not exist"));
        new RandomTasks(12).list(3).forEach(index::record);
        index.close();
        byte[] whole = Files.readAllBytes(file());

        for (int i = whole.length - 1; i >= 0; i -= 3) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x10;
            Files.write(file(), damaged);
            TaskIndex.Opened opened = TaskIndex.open(file(), Runnable::run);
            int left = opened.index().table().tasks().size();
            if (i < TaskFileReader.HEADER.length()) {
                assertTrue(left == 0 && opened.problem().isPresent(), "byte " + i + ": " + opened.problem());
            } else if (i == whole.length - 1) {
                assertEquals(2, left, "The end of the last line cannot be told from a line that was being written");
            } else {
                // Where a line lost its end, the one after it is lost, too.
                assertEquals(whole[i] == '\n' ? 1 : 2, left, "byte " + i);
                assertThat(opened.problem().orElseThrow(), containsString("is damaged at byte"));
                assertTrue(opened.index().isDistrusted());
            }
            opened.index().trust();
            opened.index().close();
        }
    }

    @Test
    void whatWasDamagedIsNotTrustedUntilItWasComparedWhateverHappensMeanwhile() throws Exception {
        TaskIndex index = open(Optional.of("does not exist"));
        new RandomTasks(12).list(3).forEach(index::record);
        index.close();
        byte[] damaged = Files.readAllBytes(file());
        damaged[damaged.length / 2] ^= 1;
        Files.write(file(), damaged);

        open(Optional.of("is damaged")).close();
        TaskIndex again = open(Optional.of("is damaged"));
        assertEquals(2, again.table().tasks().size());
        again.trust();
        again.close();

        TaskIndex trusted = open(Optional.empty());
        assertFalse(trusted.isDistrusted());
        assertEquals(2, trusted.table().tasks().size());
    }

    @Test
    void aLineThatIsTooLongToBeOneIsPassedOver() throws Exception {
        List<Task> tasks = new RandomTasks(12).list(3);
        TaskIndex index = open(Optional.of("does not exist"));
        tasks.forEach(index::record);
        index.close();
        byte[] whole = Files.readAllBytes(file());
        int first = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n', TaskFileReader.HEADER.length()) + 1;
        ByteArrayOutputStream swollen = new ByteArrayOutputStream();
        swollen.write(whole, 0, first);
        swollen.write(new byte[3 << 20]);
        swollen.write('\n');
        swollen.write(whole, first, whole.length - first);
        Files.write(file(), swollen.toByteArray());

        assertEquals(3, open(Optional.of("a line has no end")).table().tasks().size());
    }

    @Test
    void aTaskThatNoLineCanHoldIsRefusedBeforeItSpoilsTheFile() {
        Task task = new RandomTasks(12).task("a", 1);
        assertThrows(
                NullPointerException.class,
                () -> new Task(
                        task.job(),
                        1,
                        null,
                        task.packageName(),
                        task.version(),
                        null,
                        null,
                        "",
                        "",
                        task.origin(),
                        List.of(),
                        TaskTally.NONE,
                        task.status(),
                        0,
                        0));
    }

    @Test
    void aFileOfANewerFormatIsMadeAgainAndSaysSo() throws Exception {
        Files.writeString(file(), "deployment-ledger-tasks 2\n[]\n");

        TaskIndex index = open(Optional.of("another format"));

        index.record(new RandomTasks(1).task("a", 1));
        index.close();
        assertEquals(1, open(Optional.empty()).table().tasks().size());
    }

    @Test
    void whatIsFoundOnDiskFillsGapsButDoesNotOverwriteWhatIsKnownBetter() throws Exception {
        RandomTasks random = new RandomTasks(3);
        Task ended = with(random.task("a", 1), TaskStatus.SUCCESS);
        Task running = with(random.task("a", 1), TaskStatus.RUNNING);
        Task other = random.task("a", 2);
        TaskIndex index = open(Optional.of("does not exist"));

        index.record(ended);
        index.takeIn(List.of(running, other));
        assertEquals(Optional.of(ended), index.find("a", 1));
        assertEquals(Optional.of(other), index.find("a", 2));

        index.record(with(other, TaskStatus.RUNNING));
        index.takeIn(List.of(with(other, TaskStatus.FAILURE)));
        assertEquals(TaskStatus.FAILURE, index.find("a", 2).orElseThrow().status());
        index.close();
        assertEquals(index.table().tasks(), open(Optional.empty()).table().tasks());
    }

    @Test
    void progressIsForMemoryAndForTasksThatRun() throws Exception {
        RandomTasks random = new RandomTasks(4);
        TaskIndex index = open(Optional.of("does not exist"));
        Task running = with(random.task("a", 1), TaskStatus.RUNNING);
        Task ended = with(random.task("a", 2), TaskStatus.PARTIAL);
        index.record(running);
        index.record(ended);
        long before = Files.size(file());
        TaskTally tally = new TaskTally(1, 2, 3, 4, 5, 6, 0);

        index.progress("a", 1, tally);
        index.progress("a", 2, tally);
        index.progress("a", 3, tally);

        assertEquals(tally, index.find("a", 1).orElseThrow().tally());
        assertEquals(ended, index.find("a", 2).orElseThrow());
        assertEquals(2, index.table().tasks().size());
        assertEquals(before, Files.size(file()));
    }

    @Test
    void aFileOfWhichMostIsOutOfDateIsWrittenAnewWhenItIsOpened() throws Exception {
        RandomTasks random = new RandomTasks(6);
        TaskIndex index = open(Optional.of("does not exist"));
        for (int i = 0; i < 10_100; i++) {
            index.record(random.task("a", 1 + i % 5));
        }
        index.close();
        long before = Files.size(file());

        TaskIndex again = open(Optional.empty());

        assertThat(Files.size(file()), lessThan(before / 100));
        assertEquals(index.table().tasks(), again.table().tasks());
    }

    @Test
    void aReaderSeesOneStateOnly() throws Exception {
        TaskIndex index = open(Optional.of("does not exist"));
        List<Task> tasks = new RandomTasks(8).list(10);
        tasks.subList(0, 9).forEach(index::record);
        TaskTable before = index.table();
        List<Task> copy = new ArrayList<>(before.tasks());

        index.record(tasks.get(9));
        index.removed(tasks.get(0).job(), tasks.get(0).number());
        index.moved(tasks.get(1).job(), "elsewhere");

        assertEquals(copy, before.tasks());
        assertTrue(index.table().revision() > before.revision());
    }

    @Test
    void textsThatManyTasksHaveInCommonAreTheSameObjects() throws Exception {
        TaskIndex index = open(Optional.of("does not exist"));
        new RandomTasks(10).list(200).forEach(index::record);
        index.close();

        Map<String, String> texts = new HashMap<>();
        Map<List<String>, List<String>> teams = new HashMap<>();
        for (Task task : open(Optional.empty()).table().tasks()) {
            for (String text : List.of(task.job(), task.packageName(), task.target(), task.initiatorName())) {
                assertSame(texts.computeIfAbsent(text, key -> text), text);
            }
            assertSame(teams.computeIfAbsent(task.teams(), key -> task.teams()), task.teams());
        }
    }

    private static Task with(Task task, TaskStatus status) {
        return new Task(
                task.job(),
                task.number(),
                task.id(),
                task.packageName(),
                task.version(),
                task.target(),
                task.group(),
                task.initiatorId(),
                task.initiatorName(),
                task.origin(),
                task.teams(),
                task.tally(),
                status,
                task.startedMillis(),
                status.isFinal() ? task.startedMillis() + 1 : 0);
    }

    private TaskIndex open(Optional<String> problem) throws IOException {
        TaskIndex.Opened opened = TaskIndex.open(file(), Runnable::run);
        assertEquals(problem.isPresent(), opened.problem().isPresent(), () -> opened.problem()
                .toString());
        problem.ifPresent(part -> assertThat(opened.problem().orElseThrow(), containsString(part)));
        return opened.index();
    }

    private Path file() {
        return directory.resolve("tasks");
    }
}
