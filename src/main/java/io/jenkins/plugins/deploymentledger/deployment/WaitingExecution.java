package io.jenkins.plugins.deploymentledger.deployment;

import jenkins.model.Jenkins;
import jenkins.model.queue.AsynchronousExecution;

/** Stands for a run in the list of executors while no thread is spent on it. */
final class WaitingExecution extends AsynchronousExecution {

    private static final long serialVersionUID = 1;

    private final transient DeploymentRun run;

    WaitingExecution(DeploymentRun run) {
        this.run = run;
    }

    /** The cross beside the run: it stops the run, and aborts one that is being stopped. */
    @Override
    public void interrupt(boolean forShutdown) {
        if (!forShutdown) {
            run.stop(Jenkins.getAuthentication2().getName(), run.isStopRequested());
        }
    }

    @Override
    public boolean blocksRestart() {
        return false;
    }

    @Override
    public boolean displayCell() {
        return true;
    }
}
