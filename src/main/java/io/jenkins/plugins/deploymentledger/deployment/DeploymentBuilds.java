package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import jenkins.model.lazy.LazyBuildMixIn;

/** The runs of one deployment, which are loaded when somebody asks for them. */
final class DeploymentBuilds extends LazyBuildMixIn<DeploymentJob, DeploymentRun> {

    private final DeploymentJob job;

    DeploymentBuilds(@NonNull DeploymentJob job) {
        this.job = job;
    }

    @Override
    protected DeploymentJob asJob() {
        return job;
    }

    @Override
    protected Class<DeploymentRun> getBuildClass() {
        return DeploymentRun.class;
    }
}
