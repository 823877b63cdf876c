package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Action;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.InvisibleAction;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.User;
import hudson.security.ACL;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import java.util.Calendar;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * As whom a run goes to machines: as the owner of the standing order that launched it, or else as whom Jenkins has its launch run.
 *
 * <p>Kept in {@code build.xml}, so that a run which a restart interrupted before it began goes on as the same. Immutable.
 */
final class LaunchIdentity extends InvisibleAction {

    private static final Logger LOGGER = Logger.getLogger(LaunchIdentity.class.getName());

    private final String user;

    private LaunchIdentity(@CheckForNull String user) {
        this.user = user;
    }

    /** Has a run keep its identity, unless it has one; called on the executor's thread, which has that of the launch. */
    static void keep(@NonNull DeploymentRun run) {
        if (run.getAction(LaunchIdentity.class) == null) {
            run.addAction(new LaunchIdentity(user(run)));
        }
    }

    /** Null for Jenkins itself. */
    @CheckForNull
    private static String user(DeploymentRun run) {
        for (Cause cause : run.getCauses()) {
            if (cause instanceof OwnedCause owned) {
                return owned.getOwner();
            }
        }
        Authentication launch = Jenkins.getAuthentication2();
        return ACL.SYSTEM2.equals(launch) ? null : launch.getName();
    }

    /**
     * The identity of a run that has begun.
     *
     * @throws IllegalArgumentException if the user is not known any more; the message names it
     */
    @NonNull
    static Authentication of(@NonNull DeploymentRun run) {
        LaunchIdentity kept = run.getAction(LaunchIdentity.class);
        return kept == null || kept.user == null ? ACL.SYSTEM2 : authentication(kept.user);
    }

    /**
     * The identity that a run would have which the current user launches now: it is asked of a launch that is in no queue, since whom a
     * launch runs as may depend on who began it. May ask the security realm, as {@link #authentication} does.
     */
    @NonNull
    static Authentication ofLaunchNow(@NonNull DeploymentJob job) {
        List<Action> launch = List.of(new CauseAction(new Cause.UserIdCause()));
        return new Queue.WaitingItem(Calendar.getInstance(), job, launch).authenticate2();
    }

    /** Whether the identity of a run that has begun may deploy to a node now; nobody whom Jenkins does not know any more may. */
    static boolean mayUse(@NonNull DeploymentRun run, @NonNull Node node) {
        Authentication identity;
        try {
            identity = of(run);
        } catch (IllegalArgumentException e) {
            LOGGER.log(Level.INFO, e, () -> run + " begins nothing any more on " + node.getDisplayName());
            return false;
        }
        return ACL.SYSTEM2.equals(identity) || DeploymentTarget.isPermitted(node, identity);
    }

    /**
     * That of a user.
     *
     * @throws IllegalArgumentException if there is none of that id; the message names it
     */
    @NonNull
    static Authentication authentication(@NonNull String id) {
        Authentication current = Jenkins.getAuthentication2();
        if (current.getName().equals(id)) {
            return current;
        }
        if (ACL.ANONYMOUS_USERNAME.equals(id)) {
            // No user is called so; with the permissions that whoever is not logged in has now.
            return Jenkins.ANONYMOUS2;
        }
        try {
            User user = User.getById(id, false);
            if (user != null) {
                return user.impersonate2();
            }
        } catch (UsernameNotFoundException e) {
            throw new IllegalArgumentException(Messages.LaunchIdentity_unknown(id), e);
        }
        throw new IllegalArgumentException(Messages.LaunchIdentity_unknown(id));
    }
}
