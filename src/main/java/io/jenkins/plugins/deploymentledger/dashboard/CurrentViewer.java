package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.access.KnownJobs;
import io.jenkins.plugins.deploymentledger.core.history.Viewer;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.team.Teams;
import java.time.Instant;
import jenkins.model.IdStrategy;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Says who looks at tasks: the current user, with what that user may read. */
@Restricted(NoExternalUse.class)
public final class CurrentViewer {

    private CurrentViewer() {}

    /** The current user at a moment. */
    @NonNull
    public static Viewer at(@NonNull Instant now) {
        User user = User.current();
        IdStrategy strategy = User.idStrategy();
        return new Viewer(
                id -> user != null && strategy.equals(user.getId(), id),
                Teams.get().ofCurrentUser(),
                job -> find(job) != null,
                KnownJobs::mayBeNamed,
                now);
    }

    /** A deployment that the current user may read; null if there is none of that name. */
    @CheckForNull
    public static DeploymentJob find(@NonNull String fullName) {
        return KnownJobs.find(fullName, DeploymentJob.class);
    }
}
