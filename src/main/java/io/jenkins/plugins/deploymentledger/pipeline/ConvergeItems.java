package io.jenkins.plugins.deploymentledger.pipeline;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;

/** Tells the steps that wait for convergences of deployments that are called otherwise, or gone. */
@Extension
public final class ConvergeItems extends ItemListener {

    @Override
    public void onLocationChanged(Item item, String before, String after) {
        ConvergeStepExecution.WAITING.forEach(step -> step.renamed(before, after));
    }

    @Override
    public void onDeleted(Item item) {
        ConvergeStepExecution.WAITING.forEach(step -> step.deleted(item.getFullName()));
    }
}
