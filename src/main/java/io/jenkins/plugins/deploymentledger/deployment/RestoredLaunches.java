package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Action;
import hudson.model.CauseAction;
import hudson.model.Queue;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Finds launches that became a run and came back into the queue nevertheless: Jenkins keeps its queue once a minute, so that after a kill
 * it has what left the queue since.
 */
public final class RestoredLaunches {

    private static final Logger LOGGER = Logger.getLogger(RestoredLaunches.class.getName());

    private RestoredLaunches() {}

    /** The run that a launch in the queue became already; it may be loaded from the disk. */
    @NonNull
    public static Optional<DeploymentRun> runOf(@NonNull Queue.Item item) {
        LaunchedBy launch = item.getAction(LaunchedBy.class);
        return launch == null || !(item.task instanceof DeploymentJob job)
                ? Optional.empty()
                : find(launch, job.getLastBuild());
    }

    /** Takes out of the queue what became a run already; called when all jobs are loaded. */
    static void drop() {
        for (Queue.Item item : Queue.getInstance().getItems()) {
            runOf(item).ifPresent(run -> {
                LOGGER.log(Level.INFO, () -> "What Jenkins found in its queue has become " + run + " already");
                Queue.getInstance().cancel(item);
            });
        }
    }

    /**
     * Requires that a run is the first of its launch. One that is not keeps its causes alone: whoever waits for the launch waits for the
     * first.
     *
     * @throws NothingToDoException if there is an earlier one
     */
    static void requireFirst(@NonNull DeploymentRun run) throws NothingToDoException {
        LaunchedBy launch = run.getAction(LaunchedBy.class);
        Optional<DeploymentRun> earlier = launch == null ? Optional.empty() : find(launch, run.getPreviousBuild());
        if (earlier.isPresent()) {
            for (Action action : List.copyOf(run.getActions())) {
                if (!(action instanceof CauseAction) && !(action instanceof LaunchedBy)) {
                    run.removeAction(action);
                }
            }
            throw new NothingToDoException(
                    Messages.RestoredLaunches_done(earlier.get().getNumber()));
        }
    }

    /** Looks at no run that is older than the launch. */
    private static Optional<DeploymentRun> find(LaunchedBy launch, @CheckForNull DeploymentRun newest) {
        // What an earlier version of this plugin launched has no id, and would be looked for among all runs.
        DeploymentRun run = launch.hasId() ? newest : null;
        while (run != null && run.getTimeInMillis() >= launch.queuedAt()) {
            if (launch.isSame(run.getAction(LaunchedBy.class))) {
                return Optional.of(run);
            }
            run = run.getPreviousBuild();
        }
        return Optional.empty();
    }
}
