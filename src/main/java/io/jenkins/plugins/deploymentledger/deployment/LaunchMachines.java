package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/** Finds the machines that a run goes to, as it begins. */
final class LaunchMachines {

    private LaunchMachines() {}

    /**
     * The machines to which the run's identity may deploy, at least one.
     *
     * @param order what the run has frozen
     * @throws NothingToDoException if there is none
     * @throws IllegalArgumentException if the target cannot be understood, or names too many; the message says what to do
     */
    @NonNull
    static List<String> of(@NonNull DeploymentRun run, @NonNull DeploymentOrder order) throws NothingToDoException {
        List<String> machines = order.resolve(run, LaunchIdentity.of(run));
        if (machines.isEmpty()) {
            throw new NothingToDoException(Messages.DeploymentRun_noMachines(order.getTarget()));
        }
        if (machines.size() > DeploymentLimits.MAX_MACHINES) {
            throw new IllegalArgumentException(
                    Messages.DeploymentRun_tooMany(machines.size(), DeploymentLimits.MAX_MACHINES));
        }
        return machines;
    }
}
