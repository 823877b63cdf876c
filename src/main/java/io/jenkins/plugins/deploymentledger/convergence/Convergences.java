package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.core.convergence.MemberState;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentThreads;
import java.io.IOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** What others may ask of convergences. */
public final class Convergences {

    private static final Logger LOGGER = Logger.getLogger(Convergences.class.getName());

    private Convergences() {}

    /** Whether a deployment is kept up: it is a convergence, enabled, and its end has not come. */
    public static boolean isKeptUp(@NonNull DeploymentJob job) {
        ConvergenceProperty property = job.getProperty(ConvergenceProperty.class);
        return property != null && !job.isDisabled() && !Neighbours.isExpired(property, Instant.now());
    }

    /** Looks at a convergence on another thread, if its deployment is still there. */
    public static void lookSoon(@CheckForNull String fullName) {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            DeploymentJob job =
                    fullName == null ? null : Jenkins.get().getItemByFullName(fullName, DeploymentJob.class);
            if (job != null) {
                lookSoon(job);
            }
        }
    }

    /**
     * Looks at a convergence on another thread, and takes its inventories anew; {@link ConvergenceListener} tells what that came to.
     */
    public static void lookSoon(@NonNull DeploymentJob job) {
        lookSoon(job, Reason.ROUND);
    }

    /** Tells those who wait, on another thread, how a convergence stands; launches nothing. */
    static void tellSoon(@NonNull DeploymentJob job) {
        lookSoon(job, Reason.TELLING);
    }

    private static void lookSoon(DeploymentJob job, Reason reason) {
        ConvergenceProperty property = job.getProperty(ConvergenceProperty.class);
        if (property == null) {
            return;
        }
        DeploymentThreads.get().senders().execute(() -> {
            try {
                new Keeping(job, property).look(Instant.now(), reason);
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> "The convergence " + job.getFullName() + " cannot be looked at");
                ConvergenceListener.fireUnable(job, e);
            }
        });
    }

    /** Whether nothing may be launched in the name of its owner. */
    public static boolean isRefused(@NonNull DeploymentJob job) {
        ConvergenceProperty property = job.getProperty(ConvergenceProperty.class);
        return property != null && property.refusal(job) != null;
    }

    /**
     * Whether a share cannot be reached unless somebody helps: the whole is paused or a dry run, or too many machines are paused or
     * contested.
     *
     * @param cycle the newest look
     * @param percent the share
     */
    public static boolean cannotReach(@NonNull DeploymentJob job, @NonNull Cycle cycle, int percent) {
        ConvergenceProperty property = job.getProperty(ConvergenceProperty.class);
        if (property == null || property.isDryRun()) {
            return true;
        }
        try {
            if (new Keeping(job, property).content().memory().paused()) {
                return true;
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The convergence " + job.getFullName() + " cannot be read");
        }
        int concerned = 0;
        for (var count : cycle.counts().entrySet()) {
            boolean counted = count.getKey() != MemberState.NOT_APPLICABLE && count.getKey() != MemberState.EXCLUDED;
            concerned += counted ? count.getValue() : 0;
        }
        int stuck = cycle.counts().getOrDefault(MemberState.PAUSED, 0)
                + cycle.counts().getOrDefault(MemberState.CONTESTED, 0);
        return concerned > 0 && 100L * (concerned - stuck) / concerned < percent;
    }
}
