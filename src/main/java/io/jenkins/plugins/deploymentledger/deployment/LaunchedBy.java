package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import hudson.model.Queue.QueueDecisionHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Tells launches apart. Those that wait in the queue are told apart by who or what asked for them, so that each becomes a run of its own;
 * Jenkins would make one run of them, in the name of the first. Each has an id of its own, too, which its run keeps. Immutable.
 */
public final class LaunchedBy extends InvisibleAction implements Queue.QueueAction {

    private final String id = UUID.randomUUID().toString();
    private final long queuedAt = System.currentTimeMillis();
    private final List<String> causes;

    private LaunchedBy(List<String> causes) {
        this.causes = new ArrayList<>(causes);
    }

    /** When it came into the queue, in milliseconds since 1970. */
    long queuedAt() {
        return queuedAt;
    }

    /** Whether another is the mark of the same launch. */
    boolean isSame(@CheckForNull LaunchedBy other) {
        return other != null && hasId() && id.equals(other.id);
    }

    /** Whether it has an id; that of a run which an earlier version of this plugin began has none. */
    boolean hasId() {
        return id != null;
    }

    private static LaunchedBy of(List<Action> actions) {
        return new LaunchedBy(actions.stream()
                .filter(CauseAction.class::isInstance)
                .flatMap(action -> ((CauseAction) action).getCauses().stream())
                .map(LaunchedBy::text)
                .distinct()
                .sorted()
                .toList());
    }

    /** What says the same to every reader: a user's name is in the reader's language, and a build may be one that the reader may not know. */
    private static String text(Cause cause) {
        String what;
        if (cause instanceof Cause.UserIdCause user) {
            what = user.getUserId();
        } else {
            what = cause instanceof Cause.UpstreamCause ? cause.toString() : cause.getShortDescription();
        }
        return cause.getClass().getName() + ' ' + what;
    }

    /** Whether somebody else asked for what waits in the queue. */
    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return actions.stream()
                .filter(LaunchedBy.class::isInstance)
                .map(LaunchedBy.class::cast)
                .noneMatch(other -> other.causes.equals(causes));
    }

    /** Gives each launch of a deployment its mark; holds the queue's lock, and looks at nothing but the launch. */
    @Extension
    public static final class Mark extends QueueDecisionHandler {

        @Override
        public boolean shouldSchedule(@NonNull Queue.Task task, @NonNull List<Action> actions) {
            if (task instanceof DeploymentJob) {
                // Whoever repeats a run with all its actions launches something new.
                actions.removeIf(LaunchedBy.class::isInstance);
                actions.add(of(actions));
            }
            return true;
        }
    }
}
