package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import jenkins.util.Listeners;

/** Is told of looks at convergences, and may wait for them. */
public interface ConvergenceListener extends ExtensionPoint {

    /**
     * A look has ended.
     *
     * @param job the deployment that is kept up
     * @param cycle what the look came to
     */
    void onLooked(@NonNull DeploymentJob job, @NonNull Cycle cycle);

    /**
     * A look could not even be begun.
     *
     * @param job the deployment that is kept up
     * @param problem in words
     */
    void onUnable(@NonNull DeploymentJob job, @NonNull String problem);

    /** Whether somebody waits for a convergence, so that it is looked at as often as may be. */
    boolean isAwaited(@NonNull DeploymentJob job);

    /** Tells all. */
    static void fireLooked(@NonNull DeploymentJob job, @NonNull Cycle cycle) {
        Listeners.notify(ConvergenceListener.class, false, listener -> listener.onLooked(job, cycle));
    }

    /** Tells all. */
    static void fireUnable(@NonNull DeploymentJob job, @NonNull Exception problem) {
        Listeners.notify(
                ConvergenceListener.class,
                false,
                listener -> listener.onUnable(job, String.valueOf(problem.getMessage())));
    }

    /** Whether one of all waits. */
    static boolean anyAwaits(@NonNull DeploymentJob job) {
        return ExtensionList.lookup(ConvergenceListener.class).stream().anyMatch(one -> one.isAwaited(job));
    }
}
