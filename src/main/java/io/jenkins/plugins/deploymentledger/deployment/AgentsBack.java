package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.slaves.ComputerListener;
import io.jenkins.plugins.deploymentledger.machine.Machines;

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

    private static void tell(Computer computer) {
        Node node = computer.getNode();
        if (node != null) {
            String machine = Machines.nameOf(node);
            // Whoever connects the agent must not wait for journals.
            DeploymentThreads.get().workers().execute(() -> ActiveRuns.get().reachable(machine));
        }
    }
}
