package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What became of the machines that a run and the one before it have in common. */
@Restricted(NoExternalUse.class) // used by Jelly
public final class RunComparison {

    private final DeploymentRun earlier;
    private final List<String> mended = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    private RunComparison(DeploymentRun earlier) {
        this.earlier = earlier;
    }

    /** Compares a run with the one before; null if there is none, or nothing became otherwise. */
    @CheckForNull
    static RunComparison of(@NonNull DeploymentRun run) {
        DeploymentRun earlier = run.getPreviousBuild();
        if (earlier == null) {
            return null;
        }
        Map<String, Boolean> before = new HashMap<>();
        for (MachineProgress machine : earlier.snapshot().machines()) {
            before.put(machine.machine(), machine.status().group() == StatusGroup.SUCCESS);
        }
        RunComparison comparison = new RunComparison(earlier);
        for (MachineProgress machine : run.snapshot().machines()) {
            Boolean succeeded = before.get(machine.machine());
            if (succeeded != null && machine.status().isFinal()) {
                comparison.add(machine, succeeded);
            }
        }
        return comparison.mended.isEmpty() && comparison.broken.isEmpty() ? null : comparison;
    }

    private void add(MachineProgress machine, boolean succeededBefore) {
        StatusGroup group = machine.status().group();
        if (group == StatusGroup.SUCCESS && !succeededBefore) {
            mended.add(machine.machine());
        } else if (succeededBefore && (group == StatusGroup.ERROR || group == StatusGroup.UNREACHABLE)) {
            broken.add(machine.machine());
        }
    }

    /** The number of the earlier run. */
    public int getNumber() {
        return earlier.getNumber();
    }

    /** The URL of the earlier run below the root of Jenkins. */
    @NonNull
    public String getUrl() {
        return earlier.getUrl();
    }

    /** How many machines have the package now, and had it not after the earlier run. */
    public int getMended() {
        return mended.size();
    }

    /** How many machines failed or could not be reached, unlike in the earlier run. */
    public int getBroken() {
        return broken.size();
    }

    /** The query that finds the mended machines. */
    @NonNull
    public String getMendedQuery() {
        return "?change=" + RunChange.MENDED;
    }

    /** The query that finds the machines that failed. */
    @NonNull
    public String getBrokenQuery() {
        return "?change=" + RunChange.BROKEN;
    }

    /** The machines of a run that became otherwise in one way. */
    @NonNull
    static Set<String> machines(@NonNull DeploymentRun run, @NonNull RunChange change) {
        RunComparison comparison = of(run);
        if (comparison == null) {
            return Set.of();
        }
        return Set.copyOf(change == RunChange.MENDED ? comparison.mended : comparison.broken);
    }
}
