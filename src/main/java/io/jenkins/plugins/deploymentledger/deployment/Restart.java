package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.core.Authentication;

/**
 * Has a run repeat an earlier one on some of its machines; kept in {@code build.xml}.
 *
 * <p>The earlier run stays as it is. The package and the rules are those that the deployment has now, but for what the earlier run
 * was launched with: its parameters, and what a pipeline ordered otherwise.
 */
public final class Restart extends InvisibleAction implements Queue.QueueAction {

    private final int number;
    private final List<String> machines;

    /**
     * Chooses machines of an earlier run of the same job.
     *
     * @param earlier which one
     * @param machines by name, at least one
     */
    Restart(@NonNull DeploymentRun earlier, @NonNull List<String> machines) {
        this.number = earlier.getNumber();
        this.machines = new ArrayList<>(machines);
    }

    /** The restart that a run is; null if it is none. */
    @CheckForNull
    static Restart of(@NonNull Run<?, ?> run) {
        return run.getAction(Restart.class);
    }

    /** The number of the earlier run. */
    public int getNumber() {
        return number;
    }

    /** How many machines were chosen. */
    public int getCount() {
        return machines.size();
    }

    /**
     * The machines.
     *
     * @param as who deploys
     * @throws IllegalArgumentException if that user may not deploy to one of them
     */
    @NonNull
    List<String> resolve(@NonNull Authentication as) {
        return new MachineListTarget(String.join("\n", machines)).resolve(as);
    }

    /** The group that the earlier run went to; null if there is none, or that run is gone. */
    @CheckForNull
    String group(@NonNull DeploymentJob job) {
        DeploymentRun earlier = job.getBuildByNumber(number);
        DeploymentOrder order = earlier == null ? null : earlier.getOrder();
        return order == null ? null : order.getGroup();
    }

    /** The machines in a few words. */
    @NonNull
    public String describe() {
        return Messages.Restart_description(machines.size(), number);
    }

    /** Whether it asks for something else than what waits in the queue. */
    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return actions.stream()
                .filter(Restart.class::isInstance)
                .map(Restart.class::cast)
                .noneMatch(other -> other.number == number && other.machines.equals(machines));
    }
}
