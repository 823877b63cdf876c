package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.RootAction;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.core.history.TaskStatus;
import jenkins.management.Badge;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerProxy;

/** The page of all tasks, at {@code /tasks}; for whoever may read Jenkins. */
@Extension
@Restricted(NoExternalUse.class)
public final class TasksAction implements RootAction, StaplerProxy {

    @Override
    public String getIconFileName() {
        return Jenkins.get().hasPermission(Jenkins.READ) ? "symbol-deployment plugin-deployment-ledger" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.TasksAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "tasks";
    }

    /** How many of one's own tasks went wrong within the last 24 hours, or else how many are running; nothing if none are. */
    @CheckForNull
    @Override
    public Badge getBadge() {
        if (User.current() == null) {
            return null;
        }
        TaskSummary mine = new TaskSummary();
        int failed = mine.count(TaskStatus.PARTIAL, TaskStatus.FAILURE, TaskStatus.DOWNLOAD_ERROR);
        int running = mine.count(TaskStatus.RUNNING);
        if (failed > 0) {
            return new Badge(
                    String.valueOf(failed), Messages.TasksAction_failed(failed, running), Badge.Severity.WARNING);
        }
        return running > 0
                ? new Badge(String.valueOf(running), Messages.TasksAction_running(running), Badge.Severity.INFO)
                : null;
    }

    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(Jenkins.READ);
        return this;
    }

    /** The tasks; part of the URL. */
    @NonNull
    public TaskBoard getBoard() {
        return new TaskBoard("tasks/");
    }
}
