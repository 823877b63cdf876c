package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Queue;
import io.jenkins.plugins.deploymentledger.core.history.PlannedTask;
import io.jenkins.plugins.deploymentledger.deployment.ActiveRuns;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import java.time.Instant;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * Says for how long a launch has been waiting, and for what, in words of this plugin's own: what others say of the queue may name jobs
 * that the reader may not know.
 */
final class WaitingReason {

    private WaitingReason() {}

    /** The reason at a moment; asks neither the queue's lock nor the disk. */
    @NonNull
    static String of(@NonNull PlannedTask waiting, @NonNull Instant now) {
        String time = Util.getTimeSpanString(
                Math.max(0, now.toEpochMilli() - waiting.next().toEpochMilli()));
        return Messages.WaitingReason_since(time) + " · " + why(waiting, now);
    }

    private static String why(PlannedTask waiting, Instant now) {
        Optional<DeploymentRun> before = ActiveRuns.get().underWay().stream()
                .filter(run -> run.getParent().getFullName().equals(waiting.job()))
                .findFirst();
        if (before.isPresent()) {
            return Messages.WaitingReason_behind(before.get().getNumber());
        }
        if (Jenkins.get().isQuietingDown()) {
            return Messages.WaitingReason_shutdown();
        }
        if (Queue.getInstance().getItem(waiting.launch()) instanceof Queue.WaitingItem quiet) {
            long millis = Math.max(0, quiet.timestamp.getTimeInMillis() - now.toEpochMilli());
            return Messages.WaitingReason_quiet(Util.getTimeSpanString(millis));
        }
        return Messages.WaitingReason_turn();
    }
}
