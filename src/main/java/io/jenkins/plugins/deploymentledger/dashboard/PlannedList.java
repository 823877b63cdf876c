package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.history.PlannedTask;
import io.jenkins.plugins.deploymentledger.core.history.TaskListing;
import io.jenkins.plugins.deploymentledger.core.history.TaskQuery;
import io.jenkins.plugins.deploymentledger.core.history.TaskSection;
import io.jenkins.plugins.deploymentledger.core.history.TaskStatus;
import io.jenkins.plugins.deploymentledger.core.history.Viewer;
import io.jenkins.plugins.deploymentledger.dashboard.plan.Plans;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What is still to come, in one section: what waits and the scheduled starts, or the convergences. */
@Restricted(NoExternalUse.class) // used by Jelly
public final class PlannedList {

    private final TaskParameters parameters;
    private final List<PlannedTask> all;
    private final Viewer viewer;

    /**
     * Finds what is asked for.
     *
     * @param parameters whose section is one of those of planned tasks
     */
    PlannedList(@NonNull TaskParameters parameters, @NonNull Viewer viewer) {
        this.parameters = parameters;
        this.viewer = viewer;
        this.all = Plans.get().all().stream()
                .map(viewer::seen)
                .filter(parameters.query().plannedBy(viewer))
                .toList();
    }

    /** All of it, the soonest first. */
    @NonNull
    List<PlannedTask> all() {
        return all;
    }

    /** As much of it as one answer holds. */
    @NonNull
    List<PlannedTask> shown() {
        return all.subList(0, Math.min(all.size(), parameters.listing().limit()));
    }

    /** What waits, and the scheduled starts. */
    @NonNull
    public List<ScheduledRow> getScheduled() {
        return shown().stream()
                .map(planned -> new ScheduledRow(planned, viewer.now()))
                .toList();
    }

    /** The convergences. */
    @NonNull
    public List<ConvergenceRow> getConvergences() {
        return shown().stream().map(ConvergenceRow::new).toList();
    }

    /** Whether these are the convergences. */
    boolean isOfConvergences() {
        return parameters.query().section() == TaskSection.CONVERGENCES;
    }

    /** How many there are. */
    public int getTotal() {
        return all.size();
    }

    /** How many are shown. */
    public int getShown() {
        return shown().size();
    }

    /** As many of them as can be shown at once; null if there are no more than are shown. */
    @CheckForNull
    public String getMore() {
        TaskListing listing = parameters.listing();
        return getShown() == all.size() || listing.limit() == TaskParameters.MAX_LIMIT
                ? null
                : TaskLink.to(new TaskParameters(
                        parameters.query(),
                        new TaskListing(listing.sort(), listing.descending(), null, false, TaskParameters.MAX_LIMIT)));
    }

    /** The section by itself. */
    @NonNull
    public String getLink() {
        return TaskLink.to(parameters.with(parameters.query()));
    }

    /** How many of them were launched and wait for their turn. */
    public int getWaiting() {
        return (int) all.stream().filter(PlannedTask::isWaiting).count();
    }

    /** Those that wait, by themselves. */
    @NonNull
    public String getWaitingLink() {
        return TaskLink.to(parameters.with(parameters.query().with(TaskStatus.WAITING)));
    }

    /** How many of them come within the next day. */
    public int getSoon() {
        return (int) all.stream().filter(soonQuery().plannedBy(viewer)).count();
    }

    /** Those that come within the next day, by themselves. */
    @NonNull
    public String getSoonLink() {
        return TaskLink.to(parameters.with(soonQuery()));
    }

    private TaskQuery soonQuery() {
        return parameters.query().in(TaskSection.SOON);
    }
}
