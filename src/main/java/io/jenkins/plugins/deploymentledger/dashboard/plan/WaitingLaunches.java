package io.jenkins.plugins.deploymentledger.dashboard.plan;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Queue;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.core.history.PlannedTask;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Finds the launches of deployments that wait in Jenkins' queue, in the picture that the queue keeps for readers: without its lock. */
final class WaitingLaunches {

    private static final Logger LOGGER = Logger.getLogger(WaitingLaunches.class.getName());

    private WaitingLaunches() {}

    /** Which launches wait, by their numbers and the names of what they launch. */
    @NonNull
    static Object numbers() {
        return launches()
                .map(item -> item.getId() + " " + ((DeploymentJob) item.task).getFullName())
                .toList();
    }

    /** What waits; may ask the security realm. */
    @NonNull
    static List<PlannedTask> planned() {
        return launches()
                .map(WaitingLaunches::planned)
                .filter(Objects::nonNull)
                .toList();
    }

    private static Stream<Queue.Item> launches() {
        // Asked as Jenkins itself: who may see them is asked where they are shown.
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            return Arrays.stream(Queue.getInstance().getItems()).filter(item -> item.task instanceof DeploymentJob);
        }
    }

    private static PlannedTask planned(Queue.Item item) {
        try {
            return PlanFacts.of((DeploymentJob) item.task, item);
        } catch (RuntimeException e) {
            // What waits may be anything; the others are shown all the same.
            LOGGER.log(Level.WARNING, e, () -> "Nobody can tell what " + item + " is going to do");
            return null;
        }
    }
}
