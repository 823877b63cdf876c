package io.jenkins.plugins.deploymentledger.dashboard.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.init.TermMilestone;
import hudson.init.Terminator;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.deploymentledger.core.history.SlowTasks;
import io.jenkins.plugins.deploymentledger.core.history.TaskIndex;
import io.jenkins.plugins.deploymentledger.core.history.TaskPages;
import io.jenkins.plugins.deploymentledger.core.history.TaskTable;
import io.jenkins.plugins.deploymentledger.core.history.TaskTally;
import io.jenkins.plugins.deploymentledger.deployment.ActiveRuns;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;

/**
 * The index of all tasks of this controller, in {@code deployment-ledger/tasks} below Jenkins' home.
 *
 * <p>One thread writes it, another looks what is on disk; they end when they have had nothing to do for a minute.
 */
@Extension
public final class TaskHistory {

    private static final Logger LOGGER = Logger.getLogger(TaskHistory.class.getName());

    /** How old the progress of running tasks may be that a page shows, in nanoseconds. */
    private static final long PROGRESS_AGE = TimeUnit.SECONDS.toNanos(1);

    private static final Duration SLOW_AGE = Duration.ofSeconds(10);

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            2,
            2,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            new NamingThreadFactory(new DaemonThreadFactory(), "Index of deployments"));
    private final AtomicLong progressTaken = new AtomicLong(System.nanoTime() - PROGRESS_AGE);
    private volatile TaskIndex index;
    private volatile HistoryCheck check = HistoryCheck.NONE;
    private volatile Slow slow;
    private final TaskPages pages = new TaskPages();
    private final UUID id = UUID.randomUUID();

    /** Prepares the threads; none is started before there is work. */
    public TaskHistory() {
        threads.allowCoreThreadTimeOut(true);
    }

    /** The history of this controller. */
    @NonNull
    public static TaskHistory get() {
        return ExtensionList.lookupSingleton(TaskHistory.class);
    }

    /** Opens the index before jobs are loaded, and with them runs that go on. */
    @Initializer(after = InitMilestone.EXTENSIONS_AUGMENTED, before = InitMilestone.JOB_LOADED)
    @Restricted(DoNotUse.class) // called by Jenkins
    public static void open() {
        get().load();
    }

    private void load() {
        Path file =
                Jenkins.get().getRootDir().toPath().resolve("deployment-ledger").resolve("tasks");
        try {
            TaskIndex.Opened opened = TaskIndex.open(file, threads);
            index = opened.index();
            opened.problem()
                    .ifPresent(
                            problem -> LOGGER.log(Level.INFO, "The index of deployments is made anew: {0}", problem));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "No index of deployments can be kept in " + file);
        }
    }

    /** The index; empty if none can be written. */
    @NonNull
    Optional<TaskIndex> index() {
        return Optional.ofNullable(index);
    }

    /** All tasks, the running ones with their progress of the last second; loads no run. */
    @NonNull
    public TaskTable table() {
        TaskIndex open = index;
        if (open == null) {
            return TaskTable.EMPTY;
        }
        long taken = progressTaken.get();
        long now = System.nanoTime();
        if (now - taken >= PROGRESS_AGE && progressTaken.compareAndSet(taken, now)) {
            ActiveRuns.get().underWay().forEach(run -> progress(open, run));
        }
        return open.table();
    }

    private static void progress(TaskIndex open, DeploymentRun run) {
        try {
            open.progress(run.getParent().getFullName(), run.getNumber(), TaskTally.of(run.getCounts()));
        } catch (RuntimeException e) {
            // What stands in its files may be anything; the others are shown all the same.
            LOGGER.log(Level.WARNING, e, () -> "Nobody can tell how far " + run + " has come");
        }
    }

    /** The pages of tasks that were asked for last. */
    @NonNull
    public TaskPages pages() {
        return pages;
    }

    /** Tells this history from that of another start of Jenkins, whose revisions mean something else. */
    @NonNull
    public UUID id() {
        return id;
    }

    /** Which tasks take unusually long, from what ended up to {@link #SLOW_AGE} ago: that needs a look at every task. */
    @NonNull
    public SlowTasks slow() {
        Slow known = slow;
        long now = System.nanoTime();
        if (known == null || now - known.takenAt() >= SLOW_AGE.toNanos()) {
            known = new Slow(new SlowTasks(table()), now);
            slow = known;
        }
        return known.tasks();
    }

    private record Slow(SlowTasks tasks, long takenAt) {}

    /** Compares the index with what is on disk, soon and in the background. */
    void checkSoon() {
        TaskIndex open = index;
        if (open != null) {
            check.cancel();
            HistoryCheck next = new HistoryCheck(open);
            check = next;
            threads.execute(next);
        }
    }

    /** How far the comparison with what is on disk is. */
    @NonNull
    public HistoryCheck check() {
        return check;
    }

    /** Writes what is left, and ends the threads. */
    @Terminator(after = TermMilestone.STARTED, requires = "deployment-ledger-runs-suspended")
    @Restricted(DoNotUse.class) // called by Jenkins
    public static void close() {
        ExtensionList.lookup(TaskHistory.class).forEach(TaskHistory::end);
    }

    private void end() {
        check.cancel();
        try {
            if (index != null) {
                index.close();
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The index of deployments was not closed in good order", e);
        }
        threads.shutdown();
    }
}
