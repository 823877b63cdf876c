package io.jenkins.plugins.deploymentledger.dashboard.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.deploymentledger.core.history.MachineVisit;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.deployment.ActiveRuns;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.Restart;
import io.jenkins.plugins.deploymentledger.machine.inventory.MachineMemory;
import io.jenkins.plugins.deploymentledger.machine.log.MachineLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Which tasks a machine has seen, and what became of it in each: in {@code deployment-ledger/machine-visits} below Jenkins' home.
 *
 * <p>It is derived from the journals of runs. A run's machines are written before the run is kept as ended, so that one which a crash
 * interrupts is written again; where the directory is missing it is made anew from all runs.
 */
@Extension
public final class MachineVisits implements MachineMemory {

    private static final Logger LOGGER = Logger.getLogger(MachineVisits.class.getName());

    private final MachineLog<MachineVisit> log = new MachineLog<>(
            Path.of(Jenkins.get().getRootDir().getPath(), "deployment-ledger", "machine-visits"), MachineVisit.class);

    /** The visits of this controller. */
    @NonNull
    public static MachineVisits get() {
        return ExtensionList.lookupSingleton(MachineVisits.class);
    }

    /** Whether nothing was ever recorded. */
    boolean isNew() {
        return log.isNew();
    }

    /** Records what became of the machines of a run that ends. */
    void record(@NonNull DeploymentRun run) {
        UUID task = TaskFacts.id(run);
        if (task == null) {
            return;
        }
        int restartOf = restartOf(run);
        Instant now = Instant.now();
        try {
            for (MachineProgress machine : run.snapshot().machines()) {
                log.append(machine.machine(), MachineVisit.of(task, restartOf, machine, now));
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The pages of machines lack what " + run + " did");
        }
    }

    @Override
    public void forget(@NonNull String machine) throws IOException {
        log.forget(machine);
    }

    private static int restartOf(DeploymentRun run) {
        Restart restart = run.getAction(Restart.class);
        return restart == null ? 0 : restart.getNumber();
    }

    /**
     * The tasks that a machine sees now or has seen, the newest first; whoever shows them must ask who may see them.
     *
     * @param limit how many that have ended at most
     * @throws IOException if they cannot be read
     */
    @NonNull
    public List<MachineVisit> of(@NonNull String machine, int limit) throws IOException {
        List<MachineVisit> visits = new ArrayList<>();
        ActiveRuns.get().underWay().forEach(run -> addTo(visits, run, machine));
        visits.addAll(log.newest(machine, limit));
        return MachineVisit.distinct(visits);
    }

    private static void addTo(List<MachineVisit> visits, DeploymentRun run, String machine) {
        UUID task = TaskFacts.id(run);
        Instant now = Instant.now();
        try {
            run.snapshot().machines().stream()
                    .filter(one -> task != null && one.machine().equals(machine))
                    .forEach(one -> visits.add(MachineVisit.of(task, restartOf(run), one, now)));
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Nobody can tell what " + run + " does on " + machine);
        }
    }
}
