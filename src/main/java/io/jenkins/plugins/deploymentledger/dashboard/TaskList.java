package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import io.jenkins.plugins.deploymentledger.core.history.SlowTasks;
import io.jenkins.plugins.deploymentledger.core.history.TaskPage;
import io.jenkins.plugins.deploymentledger.core.history.TaskSection;
import io.jenkins.plugins.deploymentledger.core.history.TaskSort;
import io.jenkins.plugins.deploymentledger.core.history.TaskStatus;
import io.jenkins.plugins.deploymentledger.core.history.TaskTable;
import io.jenkins.plugins.deploymentledger.core.history.Viewer;
import io.jenkins.plugins.deploymentledger.dashboard.history.TaskHistory;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A section of the tasks as a page shows it: its rows, and the links to its neighbours. */
@Restricted(NoExternalUse.class) // used by Jelly
public final class TaskList {

    private final TaskParameters parameters;
    private final TaskPage page;
    private final List<TaskRow> rows;

    TaskList(TaskParameters parameters, TaskTable table, Viewer viewer, SlowTasks slow) {
        this.parameters = parameters;
        this.page = TaskHistory.get().pages().page(parameters.listing(), table, parameters.query(), viewer);
        Map<String, Boolean> launchable = new HashMap<>();
        this.rows = page.tasks().stream()
                .map(task -> new TaskRow(
                        task,
                        viewer.now(),
                        slow.isSlow(task, viewer.now()),
                        launchable.computeIfAbsent(task.job(), TaskList::mayLaunch)))
                .toList();
    }

    private static boolean mayLaunch(String fullName) {
        DeploymentJob job = CurrentViewer.find(fullName);
        return job != null && job.hasPermission(Item.BUILD) && job.isBuildable();
    }

    /** The rows on this page. */
    @NonNull
    public List<TaskRow> getRows() {
        return rows;
    }

    /** How many tasks there are, on all pages. */
    public int getTotal() {
        return page.total();
    }

    /** How many of them are in which status. */
    @NonNull
    public List<StatusCount> getCounts() {
        return page.byStatus().entrySet().stream()
                .map(entry -> new StatusCount(
                        TaskTexts.of(entry.getKey()),
                        entry.getValue(),
                        TaskLink.to(parameters.with(parameters.query().with(entry.getKey())))))
                .toList();
    }

    /** How many of them are in one of some statuses. */
    int count(@NonNull List<TaskStatus> statuses) {
        return statuses.stream()
                .mapToInt(status -> page.byStatus().getOrDefault(status, 0))
                .sum();
    }

    /**
     * How many tasks are in a status.
     *
     * @param text the status
     * @param count how many
     * @param link to exactly these
     */
    public record StatusCount(
            @NonNull String text, int count, @NonNull String link) {

        /** See {@link #text()}. */
        @NonNull
        public String getText() {
            return text;
        }

        /** See {@link #count()}. */
        public int getCount() {
            return count;
        }

        /** See {@link #link()}. */
        @NonNull
        public String getLink() {
            return link;
        }
    }

    /** All tasks of the section by themselves. */
    @NonNull
    public String getLink() {
        return TaskLink.to(parameters.with(parameters.query()));
    }

    /** The newer ones, or whatever comes before in another order; null if there are none. */
    @CheckForNull
    public String getPrevious() {
        var previous = page.previous();
        return previous == null ? null : TaskLink.to(parameters, "before", previous);
    }

    /** The older ones, or whatever comes after in another order; null if there are none. */
    @CheckForNull
    public String getNext() {
        var next = page.next();
        return next == null ? null : TaskLink.to(parameters, "after", next);
    }

    /** The same tasks sorted by a column; the other way round if they are sorted by it. */
    @NonNull
    public String sortedBy(@NonNull String column) {
        TaskSort sort = TaskSort.valueOf(column);
        boolean descending = parameters.listing().sort() != sort
                ? sort == TaskSort.STARTED
                : !parameters.listing().descending();
        return TaskLink.to(parameters.sorted(sort, descending));
    }

    /** How a column is sorted, for those who cannot see the arrow: {@code ascending}, {@code descending} or {@code none}. */
    @NonNull
    public String sortOf(@NonNull String column) {
        if (parameters.listing().sort() != TaskSort.valueOf(column)) {
            return "none";
        }
        return parameters.listing().descending() ? "descending" : "ascending";
    }

    /** Which section it is. */
    @NonNull
    public String getSection() {
        return parameters.query().section().name().toLowerCase(Locale.ROOT);
    }

    /** What the section is called. */
    @NonNull
    public String getTitle() {
        return switch (parameters.query().section()) {
            case RECENT -> Messages.TaskList_recent();
            case PAST -> Messages.TaskList_past();
            case ANY, SCHEDULED, SOON, CONVERGENCES -> Messages.TaskList_any();
        };
    }

    /** Whether the section is that of the recent tasks. */
    public boolean isRecent() {
        return parameters.query().section() == TaskSection.RECENT;
    }
}
