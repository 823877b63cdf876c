package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.slaves.ComputerListener;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import java.time.Instant;

/** Tells {@link ConvergenceKeeper} of agents that are connected. */
@Extension
public final class AgentNews extends ComputerListener {

    @Override
    public void onOnline(@NonNull Computer computer, @NonNull TaskListener listener) {
        Node node = computer.getNode();
        if (node != null) {
            ExtensionList.lookupSingleton(ConvergenceKeeper.class).agentBack(Machines.nameOf(node), Instant.now());
        }
    }
}
