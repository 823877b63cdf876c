package io.jenkins.plugins.deploymentledger.dashboard.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.deploymentledger.access.KnownJobs;
import io.jenkins.plugins.deploymentledger.core.analysis.StageSamples;
import io.jenkins.plugins.deploymentledger.core.analysis.TypicalDuration;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.history.Task;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentOrder;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.UsualTimes;
import io.jenkins.plugins.deploymentledger.machine.log.MachineLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/**
 * How long the stages of packages took in the runs that ended last: in {@code deployment-ledger/package-times} below Jenkins' home, in a
 * file of lines for each package, as {@link MachineLog} keeps them for machines.
 *
 * <p>It is derived from the journals of runs, as {@link MachineVisits} is. Safe for use by several threads.
 */
@Extension
public final class PackageTimes implements UsualTimes {

    private static final Logger LOGGER = Logger.getLogger(PackageTimes.class.getName());

    /** From how many runs of a package, at most, is said what is usual. */
    static final int LAST = 20;

    /** Of how many packages that is in memory; well above what people look at within minutes. */
    private static final int MAX_PACKAGES = 100;

    /** Of how many runs of all these, unless a single package has more: some 30 MB. */
    private static final int MAX_RUNS = 20_000;

    /** Well above what a file holds. */
    private static final int ALL = 50_000;

    private final MachineLog<StageSamples> log = new MachineLog<>(
            Path.of(Jenkins.get().getRootDir().getPath(), "deployment-ledger", "package-times"), StageSamples.class);

    /**
     * Of the packages that were asked for last, the runs that a file holds, the newest first: only who asks decides which of them
     * there are, so that those of one job, which may be gone or nobody's business, push no others out.
     */
    private final Map<String, List<StageSamples>> latest = new LinkedHashMap<>(16, 0.75f, true);

    /** The times of this controller. */
    @NonNull
    static PackageTimes get() {
        return ExtensionList.lookupSingleton(PackageTimes.class);
    }

    /** Whether nothing was ever recorded. */
    boolean isNew() {
        return log.isNew();
    }

    /** Records how long the stages of a run took that ends. */
    void record(@NonNull DeploymentRun run) {
        UUID task = TaskFacts.id(run);
        String name = nameOf(run);
        if (task == null || name == null) {
            return;
        }
        Instant ended = Instant.ofEpochMilli(run.getStartTimeInMillis() + run.getDuration());
        StageSamples samples = StageSamples.of(task, ended, run.snapshot().machines());
        try {
            synchronized (this) {
                log.append(name, samples);
                latest.remove(name);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Nobody will be able to compare with how long " + run + " took");
        }
    }

    /** Taking a package off takes as long as it takes, and not as long as bringing it there. */
    @CheckForNull
    private static String nameOf(DeploymentRun run) {
        DeploymentOrder order = run.getOrder();
        if (order == null) {
            return null;
        }
        String name = order.getDeploymentPackage().getName();
        return order.getPolarity() == Polarity.INSTALL ? name : "-" + name;
    }

    @Override
    public Map<Stage, TypicalDuration> besides(DeploymentRun run) {
        String name = nameOf(run);
        UUID itself = TaskFacts.id(run);
        if (name == null) {
            return Map.of();
        }
        List<StageSamples> others = latest(name).stream()
                .filter(samples -> !samples.task().equals(itself))
                .toList();
        Set<UUID> known = known(others.stream().map(StageSamples::task).collect(Collectors.toSet()));
        return StageSamples.typical(others.stream()
                .filter(samples -> known.contains(samples.task()))
                .limit(LAST)
                .toList());
    }

    /** Those among tasks that there are, and that the current user may read, whatever their jobs are called now. */
    private static Set<UUID> known(Set<UUID> wanted) {
        List<Task> found = new ArrayList<>();
        List<Task> tasks = TaskHistory.get().table().tasks();
        for (int i = tasks.size() - 1; i >= 0 && found.size() < wanted.size(); i--) {
            Task task = tasks.get(i);
            if (task.id() != null && wanted.contains(task.id())) {
                found.add(task);
            }
        }
        Map<String, Boolean> readable = new HashMap<>();
        return found.stream()
                .filter(task ->
                        readable.computeIfAbsent(task.job(), job -> KnownJobs.find(job, DeploymentJob.class) != null))
                .map(Task::id)
                .collect(Collectors.toSet());
    }

    private synchronized List<StageSamples> latest(String name) {
        List<StageSamples> known = latest.get(name);
        if (known == null) {
            known = read(name);
            latest.put(name, known);
            forgetEldest();
        }
        return known;
    }

    private void forgetEldest() {
        int runs = latest.values().stream().mapToInt(List::size).sum();
        Iterator<List<StageSamples>> eldest = latest.values().iterator();
        while (latest.size() > 1 && (latest.size() > MAX_PACKAGES || runs > MAX_RUNS)) {
            runs -= eldest.next().size();
            eldest.remove();
        }
    }

    private List<StageSamples> read(String name) {
        try {
            Map<UUID, StageSamples> byTask = new LinkedHashMap<>();
            log.newest(name, ALL).forEach(samples -> byTask.putIfAbsent(samples.task(), samples));
            return byTask.values().stream()
                    .sorted(Comparator.comparingLong(StageSamples::endedMillis).reversed())
                    .toList();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read how long " + name + " took");
            return List.of();
        }
    }
}
