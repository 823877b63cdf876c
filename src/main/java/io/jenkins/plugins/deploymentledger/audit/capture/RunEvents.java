package io.jenkins.plugins.deploymentledger.audit.capture;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;

/**
 * The events of a kind of builds.
 *
 * <p>The trail lies below deployments and does not know their classes; that a build is a deployment is seen by its job's type.
 *
 * @param started when one starts
 * @param finished when one ends
 * @param stopped when someone stops one
 */
record RunEvents(
        @NonNull Event started,
        @NonNull Event finished,
        @NonNull Event stopped) {

    private static final String DEPLOYMENT = "io.jenkins.plugins.deploymentledger.deployment.DeploymentJob";
    private static final RunEvents BUILDS =
            new RunEvents(Event.BUILD_STARTED, Event.BUILD_FINISHED, Event.BUILD_ABORTED);
    private static final RunEvents DEPLOYMENTS =
            new RunEvents(Event.DEPLOYMENT_STARTED, Event.DEPLOYMENT_FINISHED, Event.DEPLOYMENT_STOPPED);

    static RunEvents of(@NonNull Run<?, ?> run) {
        return run.getParent().getClass().getName().equals(DEPLOYMENT) ? DEPLOYMENTS : BUILDS;
    }
}
