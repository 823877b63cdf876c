package io.jenkins.plugins.deploymentledger.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.deploymentledger.convergence.ConvergenceListener;
import io.jenkins.plugins.deploymentledger.convergence.Cycle;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;

/** Tells the steps that wait for convergences of the looks at them. */
@Extension
public final class ConvergeNews implements ConvergenceListener {

    @Override
    public void onLooked(@NonNull DeploymentJob job, @NonNull Cycle cycle) {
        for (ConvergeStepExecution step : ConvergeStepExecution.WAITING) {
            if (step.isFor(job)) {
                step.looked(job, cycle);
            }
        }
    }

    @Override
    public void onUnable(@NonNull DeploymentJob job, @NonNull String problem) {
        for (ConvergeStepExecution step : ConvergeStepExecution.WAITING) {
            if (step.isFor(job)) {
                step.failed(problem);
            }
        }
    }

    @Override
    public boolean isAwaited(@NonNull DeploymentJob job) {
        return ConvergeStepExecution.WAITING.stream().anyMatch(step -> step.isFor(job));
    }
}
