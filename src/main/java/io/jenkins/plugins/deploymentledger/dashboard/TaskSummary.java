package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.history.SlowTasks;
import io.jenkins.plugins.deploymentledger.core.history.TaskSection;
import io.jenkins.plugins.deploymentledger.core.history.TaskStatus;
import io.jenkins.plugins.deploymentledger.core.history.TaskTable;
import io.jenkins.plugins.deploymentledger.core.history.Viewer;
import io.jenkins.plugins.deploymentledger.dashboard.history.TaskHistory;
import java.time.Instant;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The current user's own tasks in numbers: those of the last 24 hours, those that wait, and what comes in the next. */
@Restricted(NoExternalUse.class) // used by Jelly
public final class TaskSummary {

    private final Viewer viewer = CurrentViewer.at(Instant.now());
    private final TaskList recent;
    private PlannedList scheduled;

    /** Counts now; loads no run. */
    TaskSummary() {
        TaskTable table = TaskHistory.get().table();
        SlowTasks none = new SlowTasks(TaskTable.EMPTY);
        this.recent = new TaskList(TaskParameters.DEFAULT.in(TaskSection.RECENT), table, viewer, none);
    }

    /** Looked for only where it is shown: the badge, which every page has, does without. */
    private PlannedList scheduled() {
        if (scheduled == null) {
            scheduled = new PlannedList(TaskParameters.DEFAULT.in(TaskSection.SCHEDULED), viewer);
        }
        return scheduled;
    }

    /** How many tasks of the last day are in which status. */
    @NonNull
    public List<TaskList.StatusCount> getCounts() {
        return recent.getCounts();
    }

    /** How many wait for their turn. */
    public int getWaiting() {
        return scheduled().getWaiting();
    }

    /** The query that finds just these. */
    @NonNull
    public String getWaitingLink() {
        return scheduled().getWaitingLink();
    }

    /** How many are to begin within the next day. */
    public int getSoon() {
        return scheduled().getSoon();
    }

    /** The query that finds just these. */
    @NonNull
    public String getSoonLink() {
        return scheduled().getSoonLink();
    }

    /** How many tasks of the last day are in one of some statuses. */
    int count(@NonNull TaskStatus... statuses) {
        return recent.count(List.of(statuses));
    }
}
