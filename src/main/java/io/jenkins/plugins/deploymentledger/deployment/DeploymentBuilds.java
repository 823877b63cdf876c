package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import jenkins.model.lazy.LazyBuildMixIn;

/** The runs of one deployment, which are loaded when somebody asks for them. */
final class DeploymentBuilds {

    private DeploymentBuilds() {}

    /** Those of a job that is being made or loaded. */
    @NonNull
    static LazyBuildMixIn<DeploymentJob, DeploymentRun> of(@NonNull DeploymentJob job) {
        // Core asks for the job before a field of a subclass could be set; what an anonymous class captures is there.
        return new LazyBuildMixIn<>() {
            @Override
            protected DeploymentJob asJob() {
                return job;
            }

            @Override
            protected Class<DeploymentRun> getBuildClass() {
                return DeploymentRun.class;
            }
        };
    }
}
