package io.jenkins.plugins.deploymentledger.dashboard.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.core.history.Task;
import io.jenkins.plugins.deploymentledger.core.history.TaskIndex;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Compares the index with the runs on disk: takes in those that it lacks or believes to be running, and forgets those that are gone.
 *
 * <p>Where nothing is known of what machines have seen, or of how long packages took, that is made again from all runs, too.
 *
 * <p>The runs of a job are counted by the names of their directories; only those that are to be taken in are loaded, the newest
 * first, since people look for them first. A run that cannot be read is kept in mind by its name, and stops nothing.
 */
public final class HistoryCheck implements Runnable {

    private static final Logger LOGGER = Logger.getLogger(HistoryCheck.class.getName());

    /** A comparison that has ended and found nothing. */
    static final HistoryCheck NONE = new HistoryCheck(null);

    private static final int BATCH = 500;

    /** How many runs that cannot be read are kept in mind; the log has all of them. */
    private static final int MAX_UNREADABLE = 1_000;

    private final TaskIndex index;
    private final Queue<UnreadableRun> unreadable = new ConcurrentLinkedQueue<>();
    private boolean machinesToo;
    private boolean packagesToo;
    private boolean distrusted;
    private volatile int found;
    private volatile int taken;
    private volatile boolean cancelled;
    private volatile boolean ended;

    HistoryCheck(TaskIndex index) {
        this.index = index;
    }

    /** How many runs are to be taken in; 0 as long as that is not known. */
    public int found() {
        return found;
    }

    /** How many of them have been taken in. */
    public int taken() {
        return taken;
    }

    /** Whether runs are missing in the index that it will have soon. */
    public boolean isUnderWay() {
        return taken < found && !cancelled;
    }

    /** The runs that could not be read, as far as it has come; the first thousand. */
    @NonNull
    public List<UnreadableRun> unreadable() {
        return List.copyOf(unreadable);
    }

    /** Whether it has looked at everything. */
    boolean hasEnded() {
        return ended;
    }

    void cancel() {
        cancelled = true;
    }

    @Override
    public void run() {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            machinesToo = MachineVisits.get().isNew();
            packagesToo = PackageTimes.get().isNew();
            distrusted = index.isDistrusted();
            Map<String, Map<Integer, Task>> known = new HashMap<>();
            for (Task task : index.table().tasks()) {
                known.computeIfAbsent(task.job(), job -> new TreeMap<>()).put(task.number(), task);
            }
            List<Missing> missing = new ArrayList<>();
            for (DeploymentJob job : Jenkins.get().allItems(DeploymentJob.class)) {
                Map<Integer, Task> tasks = known.getOrDefault(job.getFullName(), Map.of());
                compare(job, tasks, missing);
                known.remove(job.getFullName());
            }
            known.keySet().stream()
                    .filter(job -> Jenkins.get().getItemByFullName(job) == null)
                    .forEach(index::dropped);
            missing.sort(Comparator.comparingInt(Missing::number).reversed());
            found = missing.size();
            takeIn(missing);
            if (!cancelled) {
                index.trust();
                ended = true;
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "The index of deployments may lack some", e);
            cancelled = true;
        }
    }

    /**
     * A run that is to be loaded.
     *
     * @param visits whether what its machines saw may be missing, too
     * @param times whether how long its stages took may be missing, too
     */
    private record Missing(DeploymentJob job, int number, boolean visits, boolean times) {}

    private void compare(DeploymentJob job, Map<Integer, Task> tasks, List<Missing> missing) {
        Set<Integer> onDisk;
        try {
            onDisk = RunNumbers.of(job);
        } catch (IOException e) {
            unreadable(job, 0, e);
            return;
        }
        for (int number : onDisk) {
            Task task = tasks.get(number);
            boolean unknown = task == null || !task.status().isFinal();
            boolean visits = machinesToo || unknown;
            boolean times = packagesToo || unknown;
            if (visits || times || distrusted) {
                missing.add(new Missing(job, number, visits, times));
            }
        }
        for (int number : tasks.keySet()) {
            if (!onDisk.contains(number)) {
                index.removed(job.getFullName(), number);
            }
        }
    }

    private void takeIn(@NonNull List<Missing> missing) {
        List<Task> batch = new ArrayList<>();
        int read = 0;
        for (Missing one : missing) {
            if (cancelled) {
                return;
            }
            read(one).ifPresent(batch::add);
            read++;
            if (batch.size() == BATCH || read == missing.size()) {
                index.takeIn(batch);
                batch.clear();
                taken = read;
            }
        }
    }

    /** What the index says of a run; nothing of one that is gone, or cannot be read. */
    private Optional<Task> read(Missing missing) {
        DeploymentJob job = missing.job();
        int number = missing.number();
        try {
            DeploymentRun run = job.getBuildByNumber(number);
            if (run != null) {
                Task task = TaskFacts.of(run);
                if (missing.visits() && !run.isBuilding()) {
                    MachineVisits.get().record(run);
                }
                if (missing.times() && !run.isBuilding()) {
                    PackageTimes.get().record(run);
                }
                return Optional.of(task);
            }
            // A directory without this file is a run that is being made or deleted.
            if (Files.exists(job.getBuildDir().toPath().resolve(number + "/build.xml"))) {
                unreadable(job, number, null);
            }
        } catch (RuntimeException e) {
            unreadable(job, number, e);
        }
        return Optional.empty();
    }

    /** Keeps in mind what cannot be read. Nobody knows whether a run still goes on of which that was true when it could be read. */
    private void unreadable(DeploymentJob job, int number, @CheckForNull Exception why) {
        String name = job.getFullName();
        LOGGER.log(Level.WARNING, why, () -> "Run " + number + " of " + name + " cannot be read, and is left out");
        if (unreadable.size() < MAX_UNREADABLE) {
            unreadable.add(new UnreadableRun(name, number));
        }
        index.find(name, number)
                .filter(task -> !task.status().isFinal())
                .ifPresent(task -> index.removed(name, number));
    }
}
