package io.jenkins.plugins.deploymentledger.dashboard.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.XmlFile;
import hudson.model.Saveable;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.deploymentledger.core.history.Task;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;

/** Tells the index of runs that begin, are saved and are deleted, and the histories of machines and packages of those that end. */
@Extension
public final class RunCapture extends RunListener<DeploymentRun> {

    /** Keeps who asked for a run, before it is saved for the first time. */
    @Override
    public void onStarted(DeploymentRun run, TaskListener listener) {
        if (run.getAction(LaunchFacts.class) == null) {
            run.addAction(LaunchFacts.now(run));
        }
    }

    /** Not yet kept as ended: where a crash comes in between, this comes once more. */
    @Override
    public void onCompleted(DeploymentRun run, @NonNull TaskListener listener) {
        MachineVisits.get().record(run);
        PackageTimes.get().record(run);
    }

    @Override
    public void onDeleted(DeploymentRun run) {
        TaskHistory.get()
                .index()
                .ifPresent(index -> index.removed(run.getParent().getFullName(), run.getNumber()));
    }

    /** Hears of every state of a run: it is saved when it begins, when its order is frozen, and when it ends. */
    @Extension
    public static final class Saves extends SaveableListener {

        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof DeploymentRun run) {
                Task task = TaskFacts.of(run);
                TaskHistory.get().index().ifPresent(index -> index.record(task));
            }
        }
    }
}
