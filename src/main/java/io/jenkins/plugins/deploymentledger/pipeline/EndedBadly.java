package io.jenkins.plugins.deploymentledger.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import jenkins.model.CauseOfInterruption;

/** Says on a pipeline's page which deployment ended it. */
final class EndedBadly extends CauseOfInterruption {

    private static final long serialVersionUID = 1;

    private final String run;
    private final String result;

    EndedBadly(@NonNull DeploymentRun run) {
        this.run = run.getFullDisplayName();
        this.result = String.valueOf(run.getResult());
    }

    @Override
    public String getShortDescription() {
        return Messages.PipelineNews_ended(run, result);
    }
}
