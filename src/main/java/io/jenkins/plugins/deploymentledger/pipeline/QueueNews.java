package io.jenkins.plugins.deploymentledger.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Queue;
import hudson.model.queue.QueueListener;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentThreads;
import io.jenkins.plugins.deploymentledger.deployment.RestoredLaunches;
import java.util.List;

/** Tells the steps that launched them of deployments that were taken out of the queue before they began. */
@Extension
public final class QueueNews extends QueueListener {

    @Override
    public void onLeft(@NonNull Queue.LeftItem item) {
        if (item.isCancelled() && item.task instanceof DeploymentJob) {
            List<PipelineOrigin> origins = List.copyOf(item.getActions(PipelineOrigin.class));
            if (!origins.isEmpty()) {
                // The queue's lock is held: a pipeline that must be found takes longer than that may be.
                DeploymentThreads.get().workers().execute(() -> tell(item, origins));
            }
        }
    }

    /** What was in the queue once more, and is a run already, is taken out of it: its step waits for the run. */
    private static void tell(Queue.Item item, List<PipelineOrigin> origins) {
        if (RestoredLaunches.runOf(item).isEmpty()) {
            DeployStepExecution.failThoseOf(origins, Messages::DeployStep_cancelled);
        }
    }
}
