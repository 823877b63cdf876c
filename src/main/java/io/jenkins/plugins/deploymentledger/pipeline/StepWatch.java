package io.jenkins.plugins.deploymentledger.pipeline;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentThreads;
import java.util.logging.Level;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Looks once a minute whether there still is what steps wait for, so that none waits for ever for news that nobody will bring: a run
 * that could not be made, one that vanished from the disk, a convergence whose end has come.
 */
@Extension
public final class StepWatch extends AsyncPeriodicWork {

    /** Starts with Jenkins. */
    public StepWatch() {
        super("Pipelines that wait for deployments");
    }

    @Override
    public long getRecurrencePeriod() {
        return MIN;
    }

    @Override
    protected Level getNormalLoggingLevel() {
        return Level.FINE;
    }

    @Override
    protected void execute(TaskListener listener) {
        // The steps are told on the pipelines' threads, and what is looked at is on the disk.
        StepExecution.acceptAll(
                DeployStepExecution.class,
                step -> DeploymentThreads.get().workers().execute(step::look));
        ConvergeStepExecution.WAITING.forEach(ConvergeStepExecution::look);
    }
}
