package io.jenkins.plugins.deploymentledger.dashboard.history;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;

/** Tells the index of deployments that are renamed, moved and deleted, and has it compared with the disk once all are loaded. */
@Extension
public final class JobCapture extends ItemListener {

    @Override
    public void onLoaded() {
        TaskHistory.get().checkSoon();
    }

    /** Fired for each item below a folder, too. */
    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        if (item instanceof DeploymentJob) {
            TaskHistory.get().index().ifPresent(index -> index.moved(oldFullName, newFullName));
        }
    }

    @Override
    public void onDeleted(Item item) {
        if (item instanceof DeploymentJob) {
            TaskHistory.get().index().ifPresent(index -> index.dropped(item.getFullName()));
        }
    }
}
