package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The index of all tasks: in memory for those who read it, in an append-only file for the next start.
 *
 * <p>Reading takes no lock. Telling of a change waits for no disk. Safe for use by several threads.
 */
public final class TaskIndex implements Closeable {

    /** A file is written anew at its opening when this share of its lines, and then some, are out of date. */
    private static final int SUPERSEDED = 2;

    private static final int SUPERSEDED_AT_LEAST = 10_000;

    private final Object lock = new Object();
    private final TextPool pool;
    private final TaskFile file;
    private final Path mark;
    private volatile TaskTable table;

    private TaskIndex(TextPool pool, TaskFile file, TaskTable table, Path mark) {
        this.pool = pool;
        this.file = file;
        this.table = table;
        this.mark = mark;
    }

    /**
     * An index, and what its opening came upon.
     *
     * @param index ready for use
     * @param problem why the index lacks something, or all of it, and must be made again; empty if the file was read. A file that
     *     does not exist is a problem, too
     */
    public record Opened(@NonNull TaskIndex index, @NonNull Optional<String> problem) {}

    /**
     * Opens the index of a file; makes an empty one where there is no file that this version can read.
     *
     * <p>An incomplete last line, as a crash leaves it, is cut. Where other lines are damaged, the index has what stands in all
     * the others; it is marked as not to be trusted, over restarts too, until {@link #trust} is called.
     *
     * @param path of the file
     * @param executor runs the writes, one at a time
     * @throws IOException if no file can be written there
     */
    @NonNull
    public static Opened open(@NonNull Path path, @NonNull Executor executor) throws IOException {
        TextPool pool = new TextPool();
        TaskFileReader reader = new TaskFileReader(pool);
        Optional<String> problem = read(path, reader);
        List<Task> read = reader.load().tasks();
        Path mark = path.resolveSibling(path.getFileName() + ".distrusted");
        if (problem.isPresent() && !read.isEmpty()) {
            // Before the damage is gone from the file: whoever opens it next must know, even if that is after a crash.
            Files.writeString(mark, problem.get());
        }
        TaskTable table = TaskTable.of(read, 0);
        List<Task> tasks = table.tasks();
        boolean anew =
                problem.isPresent() || reader.load().changes() > (long) tasks.size() * SUPERSEDED + SUPERSEDED_AT_LEAST;
        TaskFile file =
                anew ? TaskFile.create(path, tasks, executor) : TaskFile.open(path, reader.complete(), executor);
        return new Opened(
                new TaskIndex(pool, file, table, mark),
                problem.isPresent() || !Files.exists(mark) ? problem : Optional.of(Files.readString(mark)));
    }

    /** Reads a file as far as it can be read, and says what is wrong with it. */
    private static Optional<String> read(Path path, TaskFileReader reader) {
        if (!Files.exists(path)) {
            return Optional.of(path + " does not exist");
        }
        try {
            reader.read(path);
            return reader.damage();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Whether what the index says of a task may be out of date, since a part of its file was damaged. */
    public boolean isDistrusted() {
        return Files.exists(mark);
    }

    /**
     * Says that every task of the index was compared with its run.
     *
     * @throws IOException if that cannot be noted, so that it is compared once more at the next start
     */
    public void trust() throws IOException {
        Files.deleteIfExists(mark);
    }

    /** All tasks as they are at this moment. */
    @NonNull
    public TaskTable table() {
        return table;
    }

    /** A task; empty if there is none. */
    @NonNull
    public Optional<Task> find(@NonNull String job, int number) {
        TaskTable now = table;
        int place = now.find(job, number);
        return place < 0 ? Optional.empty() : Optional.of(now.tasks().get(place));
    }

    /** Takes in a task, in place of what was known of the run before. */
    public void record(@NonNull Task task) {
        synchronized (lock) {
            change(new TaskChange.Recorded(task.pooled(pool)));
        }
    }

    /** Takes in how far a task has come, in memory only; does nothing if there is no such task, or it has ended. */
    public void progress(@NonNull String job, int number, @NonNull TaskTally tally) {
        synchronized (lock) {
            find(job, number)
                    .filter(task -> !task.status().isFinal())
                    .ifPresent(task -> table = table.after(new TaskChange.Recorded(task.withTally(tally))));
        }
    }

    /** Gives a job's tasks its new full name. */
    public void moved(@NonNull String from, @NonNull String to) {
        change(new TaskChange.Moved(from, to));
    }

    /** Forgets a run. */
    public void removed(@NonNull String job, int number) {
        change(new TaskChange.Removed(job, number));
    }

    /** Forgets all runs of a job. */
    public void dropped(@NonNull String job) {
        change(new TaskChange.Dropped(job));
    }

    private void change(TaskChange change) {
        synchronized (lock) {
            TaskTable after = table.after(change);
            if (after != table) {
                table = after;
                file.append(change);
            }
        }
    }

    /**
     * Takes in many tasks, as they were found on disk: those that the index does not have, and those that have ended.
     *
     * <p>A run that was under way when it was found may have ended since, so that the index knows better.
     */
    public void takeIn(@NonNull List<Task> found) {
        synchronized (lock) {
            List<TaskChange.Recorded> news = table.newIn(found).stream()
                    .map(task -> new TaskChange.Recorded(task.pooled(pool)))
                    .toList();
            table = table.withAll(news.stream().map(TaskChange.Recorded::task).toList());
            news.forEach(file::append);
        }
    }

    /** Waits for what was told, and closes the file; what is told later is kept in memory only. */
    @Override
    public void close() throws IOException {
        synchronized (lock) {
            file.close();
        }
    }
}
