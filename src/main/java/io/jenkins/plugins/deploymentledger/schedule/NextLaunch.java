package io.jenkins.plugins.deploymentledger.schedule;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.InvisibleAction;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.StandingOrder;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;

/** Says on a deployment's page when it begins by itself the next time. */
public final class NextLaunch extends InvisibleAction {

    private final DeploymentJob job;

    NextLaunch(DeploymentJob job) {
        this.job = job;
    }

    /** When, and in whose name; null if it does not begin by itself. */
    @CheckForNull
    @Restricted(DoNotUse.class) // used by Jelly
    public String getText() {
        LaunchSchedule schedule = job.getProperty(LaunchSchedule.class);
        return schedule == null
                ? null
                : LaunchSchedule.next(job)
                        .map(next -> Messages.NextLaunch_text(
                                StandingOrder.text(next, schedule.zone()), schedule.getOwner()))
                        .orElse(null);
    }

    /** Why the last start did not take place; null if it did, or there was none yet. */
    @CheckForNull
    @Restricted(DoNotUse.class) // used by Jelly
    public String getRefusal() throws IOException {
        LaunchSchedule schedule = job.getProperty(LaunchSchedule.class);
        String refusal = schedule == null ? null : DealtWith.refusal(job, schedule);
        return refusal == null ? null : Messages.NextLaunch_refusal(refusal);
    }

    /** Gives every deployment this part of its page. */
    @Extension
    public static final class Factory extends TransientActionFactory<DeploymentJob> {

        @Override
        public Class<DeploymentJob> type() {
            return DeploymentJob.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull DeploymentJob job) {
            return List.of(new NextLaunch(job));
        }
    }
}
