package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.history.PlannedTask;
import io.jenkins.plugins.deploymentledger.core.history.Task;
import io.jenkins.plugins.deploymentledger.core.history.TaskOrigin;
import io.jenkins.plugins.deploymentledger.core.history.TaskScope;
import io.jenkins.plugins.deploymentledger.core.history.TaskStatus;
import org.jvnet.localizer.ResourceBundleHolder;

/** The words and icons for tasks, in the reader's language. */
final class TaskTexts {

    private TaskTexts() {}

    @NonNull
    static String of(TaskStatus status) {
        return text("TaskStatus." + status.name());
    }

    @NonNull
    static String of(TaskOrigin origin) {
        return text("TaskOrigin." + origin.name());
    }

    @NonNull
    static String of(TaskScope scope) {
        return text("TaskScope." + scope.name());
    }

    /** Who asked for a task; of a build that is not the reader's to know, that it was one. */
    @NonNull
    static String initiatorOf(Task task) {
        return initiatorOf(task.initiatorName(), task.origin());
    }

    /** The same of what waits or is planned. */
    @NonNull
    static String initiatorOf(PlannedTask planned) {
        return initiatorOf(planned.ownerName(), planned.origin());
    }

    private static String initiatorOf(String name, TaskOrigin origin) {
        return name.isEmpty() && origin == TaskOrigin.STEP ? Messages.TaskTexts_pipeline() : name;
    }

    /** Whose they are, where it is said what they are. */
    @NonNull
    static String whose(TaskScope scope) {
        return text("TaskScope.whose." + scope.name());
    }

    /** The symbol that core draws for a build in such a state. */
    @NonNull
    static String icon(TaskStatus status) {
        return switch (status) {
            case RUNNING -> "symbol-status-blue-anime";
            case SUCCESS -> "symbol-status-blue";
            case PARTIAL -> "symbol-status-yellow";
            case FAILURE, DOWNLOAD_ERROR -> "symbol-status-red";
            case STOPPED -> "symbol-status-aborted";
            case WAITING -> "symbol-hourglass";
            case NOTHING_TO_DO -> "symbol-status-nobuilt";
        };
    }

    private static String text(String key) {
        return ResourceBundleHolder.get(Messages.class).format(key);
    }
}
