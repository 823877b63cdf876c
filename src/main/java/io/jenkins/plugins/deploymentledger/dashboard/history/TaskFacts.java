package io.jenkins.plugins.deploymentledger.dashboard.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Result;
import io.jenkins.plugins.deploymentledger.core.history.Task;
import io.jenkins.plugins.deploymentledger.core.history.TaskStatus;
import io.jenkins.plugins.deploymentledger.core.history.TaskTally;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentOrder;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import java.util.UUID;

/** Makes the entry of the index out of a run. */
final class TaskFacts {

    private TaskFacts() {}

    /** What the index says of a run as it is now. */
    @NonNull
    static Task of(@NonNull DeploymentRun run) {
        DeploymentOrder order = run.getOrder();
        LaunchFacts launch = LaunchFacts.of(run);
        TaskTally tally = TaskTally.of(run.getCounts());
        TaskStatus status = status(run, tally);
        long started = run.getStartTimeInMillis();
        return new Task(
                run.getParent().getFullName(),
                run.getNumber(),
                id(run),
                order == null ? "" : order.getDeploymentPackage().getName(),
                order == null ? "" : order.getDeploymentPackage().getVersion(),
                order == null ? "" : order.getTarget(),
                order == null ? null : order.getGroup(),
                launch.getInitiatorId(),
                launch.getInitiatorName(),
                launch.getOrigin(),
                launch.getTeams(),
                tally,
                status,
                started,
                status.isFinal() ? started + run.getDuration() : 0);
    }

    /** The id of a run; null until its order is frozen. */
    @CheckForNull
    static UUID id(@NonNull DeploymentRun run) {
        DeploymentOrder order = run.getOrder();
        try {
            return order == null ? null : UUID.fromString(order.getId());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static TaskStatus status(DeploymentRun run, TaskTally tally) {
        if (run.isBuilding()) {
            return TaskStatus.RUNNING;
        }
        Result result = run.getResult();
        if (Result.SUCCESS.equals(result)) {
            return TaskStatus.SUCCESS;
        } else if (Result.UNSTABLE.equals(result)) {
            return TaskStatus.PARTIAL;
        } else if (Result.ABORTED.equals(result)) {
            return TaskStatus.STOPPED;
        } else if (Result.NOT_BUILT.equals(result)) {
            return TaskStatus.NOTHING_TO_DO;
        }
        return tally.isNothingButDownloadErrors() ? TaskStatus.DOWNLOAD_ERROR : TaskStatus.FAILURE;
    }
}
