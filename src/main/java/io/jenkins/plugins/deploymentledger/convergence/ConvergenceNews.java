package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import java.io.IOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Tells convergences how the runs ended that they launched. */
@Extension
public final class ConvergenceNews extends RunListener<DeploymentRun> {

    private static final Logger LOGGER = Logger.getLogger(ConvergenceNews.class.getName());

    @Override
    public void onCompleted(DeploymentRun run, @NonNull TaskListener listener) {
        ConvergenceProperty property = run.getParent().getProperty(ConvergenceProperty.class);
        if (property == null || run.getAction(ConvergenceOrigin.class) == null) {
            return;
        }
        try {
            new Keeping(run.getParent(), property).ended(run, Instant.now());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The convergence does not know how " + run + " ended");
        }
    }

    /** Who waits for the convergence is told at once what the run came to; the next run is none of this. */
    @Override
    public void onFinalized(@NonNull DeploymentRun run) {
        if (ConvergenceListener.anyAwaits(run.getParent())) {
            Convergences.tellSoon(run.getParent());
        }
    }
}
