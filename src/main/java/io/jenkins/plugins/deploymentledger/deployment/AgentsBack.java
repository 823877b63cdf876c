package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.slaves.ComputerListener;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import jenkins.model.Jenkins;

/** Tells the runs under way of agents that are connected, or taken back into service, so that waiting machines begin. */
@Extension
public final class AgentsBack extends ComputerListener {

    @Override
    public void onOnline(@NonNull Computer computer, @NonNull TaskListener listener) {
        tell(computer);
    }

    @Override
    public void onTemporarilyOnline(@NonNull Computer computer) {
        tell(computer);
    }

    /** Core tells of agents that have no computer any more, too, while Jenkins stops; then nothing begins. */
    private static void tell(@CheckForNull Computer computer) {
        Node node = computer == null || Jenkins.get().isTerminating() ? null : computer.getNode();
        if (node != null) {
            String machine = Machines.nameOf(node);
            // Whoever connects the agent must not wait for journals.
            DeploymentThreads.get().workers().execute(() -> ActiveRuns.get().reachable(machine));
        }
    }
}
