package io.jenkins.plugins.deploymentledger.dashboard.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.core.history.Task;
import io.jenkins.plugins.deploymentledger.core.history.TaskIndex;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Compares the index with the runs on disk: takes in those that it lacks or believes to be running, and forgets those that are gone.
 *
 * <p>Where nothing is known of what machines have seen, that is made again from all runs, too.
 *
 * <p>The runs of a job are counted by the names of their directories; only those that are to be taken in are loaded, the newest
 * first, since people look for them first.
 */
public final class HistoryCheck implements Runnable {

    private static final Logger LOGGER = Logger.getLogger(HistoryCheck.class.getName());

    /** A comparison that has ended and found nothing. */
    static final HistoryCheck NONE = new HistoryCheck(null);

    private static final int BATCH = 500;

    private final TaskIndex index;
    private boolean machinesToo;
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
            ended = true;
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "The index of deployments may lack some", e);
            cancelled = true;
        }
    }

    private record Missing(DeploymentJob job, int number) {}

    private void compare(DeploymentJob job, Map<Integer, Task> tasks, List<Missing> missing) {
        Set<Integer> onDisk = RunNumbers.of(job);
        for (int number : onDisk) {
            Task task = tasks.get(number);
            if (task == null || !task.status().isFinal() || machinesToo) {
                missing.add(new Missing(job, number));
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
            DeploymentRun run = one.job().getBuildByNumber(one.number());
            if (run != null) {
                batch.add(TaskFacts.of(run));
                if (!run.isBuilding()) {
                    MachineVisits.get().record(run);
                }
            }
            read++;
            if (batch.size() == BATCH || read == missing.size()) {
                index.takeIn(batch);
                batch.clear();
                taken = read;
            }
        }
    }
}
