package io.jenkins.plugins.deploymentledger.deployment;

import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;

/** Gives a run that a restart interrupted its place among the executors again. */
final class ResumedRunTask implements Queue.FlyweightTask, Queue.TransientTask {

    private final DeploymentRun run;

    ResumedRunTask(DeploymentRun run) {
        this.run = run;
    }

    @Override
    public Queue.Executable createExecutable() {
        return run;
    }

    @Override
    public String getName() {
        return getDisplayName();
    }

    @Override
    public String getDisplayName() {
        return run.getDisplayName();
    }

    @Override
    public String getFullDisplayName() {
        return run.getFullDisplayName();
    }

    @Override
    public String getUrl() {
        return run.getUrl();
    }

    @Override
    public void checkAbortPermission() {
        run.getParent().checkAbortPermission();
    }

    @Override
    public boolean hasAbortPermission() {
        return run.getParent().hasAbortPermission();
    }

    @Override
    public Label getAssignedLabel() {
        return run.getParent().getAssignedLabel();
    }

    @Override
    public Node getLastBuiltOn() {
        return run.getParent().getLastBuiltOn();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResumedRunTask that && that.run == run;
    }

    @Override
    public int hashCode() {
        return run.hashCode();
    }
}
