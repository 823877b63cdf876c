package io.jenkins.plugins.deploymentledger.pipeline;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.deploymentledger.convergence.Convergences;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Tells the steps that wait for deployments of those that are called otherwise, configured otherwise, or gone. */
@Extension
public final class ItemNews extends ItemListener {

    @Override
    public void onLocationChanged(Item item, String before, String after) {
        if (item instanceof DeploymentJob) {
            StepExecution.acceptAll(DeployStepExecution.class, step -> step.renamed(before, after));
            ConvergeStepExecution.WAITING.forEach(step -> step.renamed(before, after));
        }
    }

    @Override
    public void onDeleted(Item item) {
        if (item instanceof DeploymentJob) {
            StepExecution.acceptAll(DeployStepExecution.class, step -> step.deleted(item.getFullName()));
            ConvergeStepExecution.WAITING.forEach(step -> step.deleted(item.getFullName()));
        }
    }

    @Override
    public void onUpdated(Item item) {
        if (item instanceof DeploymentJob job && !Convergences.isKeptUp(job)) {
            ConvergeStepExecution.WAITING.stream()
                    .filter(step -> step.isFor(job))
                    .forEach(ConvergeStepExecution::givenUp);
        }
    }
}
