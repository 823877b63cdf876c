package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Cause;
import hudson.model.Item;
import io.jenkins.plugins.deploymentledger.access.CauseText;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.core.AuthenticationException;

/**
 * A run under way that deploys the same package to some of the same machines, so that people do not do the same thing twice.
 *
 * @param run which one
 * @param machines how many of the same machines
 */
@Restricted(NoExternalUse.class) // used by Jelly
public record Overlap(@NonNull DeploymentRun run, int machines) {

    /**
     * The runs under way, of those that the current user may read.
     *
     * @param packageName the same package
     * @param machines the machines to go to
     * @param itself not to be counted; null if there is none
     */
    @NonNull
    static List<Overlap> of(
            @NonNull String packageName, @NonNull Set<String> machines, @CheckForNull DeploymentRun itself) {
        List<Overlap> overlaps = new ArrayList<>();
        for (DeploymentRun run : ActiveRuns.get().underWay()) {
            if (run != itself && deploys(run, packageName) && run.getParent().hasPermission(Item.READ)) {
                int same = (int) run.snapshot().machines().stream()
                        .map(MachineProgress::machine)
                        .filter(machines::contains)
                        .count();
                if (same > 0) {
                    overlaps.add(new Overlap(run, same));
                }
            }
        }
        return overlaps;
    }

    /**
     * The runs under way of other deployments that the current user would cross by launching a deployment now, likewise. Which machines
     * that would go to takes its time: it is asked only where somebody deploys the same package.
     */
    @NonNull
    public static List<Overlap> ofLaunch(@NonNull DeploymentJob job) {
        DeploymentTarget target = job.getDeploymentTarget();
        try {
            DeploymentPackage deployed = job.deployedPackage().orElse(null);
            if (deployed == null || target == null || !isAny(deployed.getName(), job)) {
                return List.of();
            }
            Set<String> machines = Set.copyOf(target.resolve(LaunchIdentity.ofLaunchNow(job)));
            return of(deployed.getName(), machines, null).stream()
                    .filter(overlap -> overlap.run().getParent() != job)
                    .toList();
        } catch (IllegalArgumentException | AuthenticationException e) {
            // The form says what is wrong with package or target, and so does the next run, which also says whom nobody
            // knows.
            return List.of();
        }
    }

    /** Whether any other job's run is under way that deploys a package. */
    private static boolean isAny(@NonNull String packageName, @NonNull DeploymentJob itself) {
        return ActiveRuns.get().underWay().stream()
                .anyMatch(run -> run.getParent() != itself && deploys(run, packageName));
    }

    private static boolean deploys(DeploymentRun run, String packageName) {
        DeploymentOrder order = run.getOrder();
        return order != null && order.getDeploymentPackage().getName().equals(packageName);
    }

    /** What one should know, in a sentence. */
    @NonNull
    public String getText() {
        List<Cause> causes = run.getCauses();
        String why = causes.isEmpty() ? "" : CauseText.of(causes.get(0));
        return Messages.Overlap_text(run.getFullDisplayName(), machines, why);
    }

    /** The URL of the run below the root of Jenkins. */
    @NonNull
    public String getUrl() {
        return run.getUrl();
    }
}
