package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import jenkins.util.Listeners;

/** Is told how runs come on; their begin and end tells {@link hudson.model.listeners.RunListener}. */
public interface DeploymentListener extends ExtensionPoint {

    /**
     * A machine of a run came to its end.
     *
     * @param run which one; called by the threads that do the work, so it must not block
     */
    void onMachineEnded(@NonNull DeploymentRun run);

    /** Tells all listeners. */
    static void fireMachineEnded(@NonNull DeploymentRun run) {
        Listeners.notify(DeploymentListener.class, false, listener -> listener.onMachineEnded(run));
    }
}
