package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.rollout.StageControl;

/**
 * Writes the steps of a stage into the machine's log, too.
 *
 * @param control the rollout's
 * @param log the machine's
 */
record LoggedControl(StageControl control, MachineLog log) implements StageControl {

    @Override
    public void action(String text) {
        control.action(text);
        log.line(text);
    }

    @Override
    public void progress(long bytes, long total) {
        control.progress(bytes, total);
    }

    @Override
    public boolean isStopRequested() {
        return control.isStopRequested();
    }

    @Override
    public boolean isAbortRequested() {
        return control.isAbortRequested();
    }

    @Override
    public void onAbort(Runnable action) {
        control.onAbort(action);
    }
}
