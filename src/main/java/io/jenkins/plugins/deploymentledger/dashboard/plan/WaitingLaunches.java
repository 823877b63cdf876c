package io.jenkins.plugins.deploymentledger.dashboard.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Queue;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.core.history.PlannedTask;
import io.jenkins.plugins.deploymentledger.dashboard.history.LaunchFacts;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Finds the launches of deployments that wait in Jenkins' queue, in the picture that the queue keeps for readers: without its lock.
 *
 * <p>Who asked for a launch is found out once, so that a long queue does not ask the security realm whenever something comes or goes.
 */
final class WaitingLaunches {

    private static final Logger LOGGER = Logger.getLogger(WaitingLaunches.class.getName());

    private volatile Map<Long, LaunchFacts> known = Map.of();

    /** Which launches wait, by their numbers and the names of what they launch. */
    @NonNull
    static Object state() {
        return launches().stream()
                .map(item -> item.getId() + " " + ((DeploymentJob) item.task).getFullName())
                .toList();
    }

    /** What waits; may ask the security realm. */
    @NonNull
    List<PlannedTask> planned() {
        Map<Long, LaunchFacts> waiting = new HashMap<>();
        List<PlannedTask> planned = launches().stream()
                .map(item -> planned(item, waiting))
                .filter(Objects::nonNull)
                .toList();
        known = Map.copyOf(waiting);
        return planned;
    }

    private static List<Queue.Item> launches() {
        // Asked as Jenkins itself: who may see them is asked where they are shown.
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            return Arrays.stream(Queue.getInstance().getItems())
                    .filter(item -> item.task instanceof DeploymentJob)
                    .toList();
        }
    }

    @CheckForNull
    private PlannedTask planned(Queue.Item item, Map<Long, LaunchFacts> waiting) {
        try {
            LaunchFacts facts = known.get(item.getId());
            if (facts == null) {
                facts = LaunchFacts.now(item);
            }
            waiting.put(item.getId(), facts);
            return PlanFacts.of((DeploymentJob) item.task, item, facts);
        } catch (RuntimeException e) {
            // What waits may be anything; the others are shown all the same.
            LOGGER.log(Level.WARNING, e, () -> "Nobody can tell what " + item + " is going to do");
            return null;
        }
    }
}
