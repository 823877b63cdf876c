package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.history.SlowTasks;
import io.jenkins.plugins.deploymentledger.core.history.TaskQuery;
import io.jenkins.plugins.deploymentledger.core.history.TaskScope;
import io.jenkins.plugins.deploymentledger.core.history.TaskSection;
import io.jenkins.plugins.deploymentledger.core.history.TaskSort;
import io.jenkins.plugins.deploymentledger.core.history.TaskTable;
import io.jenkins.plugins.deploymentledger.core.history.Viewer;
import io.jenkins.plugins.deploymentledger.dashboard.history.HistoryCheck;
import io.jenkins.plugins.deploymentledger.dashboard.history.TaskHistory;
import io.jenkins.plugins.deploymentledger.team.Teams;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;

/** What one request shows of the tasks: all of it from the same state of the index, at the same moment. */
@Restricted(NoExternalUse.class) // used by Jelly
public final class TaskBoardPage {

    /** How many runs that cannot be read are named; the log names all. */
    private static final int MAX_NAMED = 20;

    private final TaskTable table = TaskHistory.get().table();
    private final Viewer viewer = CurrentViewer.at(Instant.now());
    private final SlowTasks slow = TaskHistory.get().slow();
    private final StaplerRequest2 request;
    private final TaskParameters parameters;
    private final String problem;
    private TaskFilters filters;

    private TaskBoardPage(StaplerRequest2 request, TaskParameters parameters, String problem) {
        this.request = request;
        this.parameters = parameters;
        this.problem = problem;
    }

    /** What a request asks for; one's own tasks, and what is wrong, where it asks for nonsense. */
    @NonNull
    static TaskBoardPage of(@CheckForNull StaplerRequest2 request) {
        if (request == null) {
            return new TaskBoardPage(null, TaskParameters.DEFAULT, null);
        }
        try {
            return new TaskBoardPage(request, TaskParameters.of(request), null);
        } catch (IllegalArgumentException e) {
            return new TaskBoardPage(
                    request, TaskParameters.DEFAULT, e.getMessage() + " " + Messages.TaskBoardPage_unread());
        }
    }

    /** What is wrong with the query; null if nothing is. */
    @CheckForNull
    public String getProblem() {
        return problem;
    }

    /** How far the index is that is being made anew; null if it is complete. */
    @CheckForNull
    public String getRebuilding() {
        HistoryCheck check = TaskHistory.get().check();
        return check.isUnderWay() ? Messages.TaskBoardPage_rebuilding(check.taken(), check.found()) : null;
    }

    /** Which runs cannot be read, of those that the viewer may know of; null if there are none. */
    @CheckForNull
    public String getUnreadable() {
        List<String> names = TaskHistory.get().check().unreadable().stream()
                .filter(run -> CurrentViewer.find(run.job()) != null)
                .map(run -> ItemUrls.text(run.job()) + (run.number() == 0 ? "" : " #" + run.number()))
                .toList();
        return names.isEmpty()
                ? null
                : Messages.TaskBoardPage_unreadable(
                        names.size(), String.join(", ", names.subList(0, Math.min(names.size(), MAX_NAMED))));
    }

    /** The scopes, and the convergences; each keeps the filter. */
    @NonNull
    public List<TaskTab> getTabs() {
        TaskQuery query = isKept() ? parameters.query().in(TaskSection.ANY) : parameters.query();
        List<TaskTab> tabs = new ArrayList<>();
        for (TaskScope scope : TaskScope.values()) {
            tabs.add(new TaskTab(
                    TaskTexts.of(scope),
                    TaskLink.to(parameters.with(query.of(scope))),
                    !isKept() && query.scope() == scope));
        }
        TaskQuery convergences = query.in(TaskSection.CONVERGENCES);
        tabs.add(new TaskTab(
                Messages.TaskBoardPage_convergences(), TaskLink.to(parameters.with(convergences)), isKept()));
        return tabs;
    }

    /** Whether convergences are asked for, rather than tasks. */
    public boolean isKept() {
        return parameters.query().section() == TaskSection.CONVERGENCES;
    }

    /** Whose convergences: the scopes once more, within the tab. */
    @NonNull
    public List<TaskTab> getScopes() {
        TaskQuery query = parameters.query();
        return Arrays.stream(TaskScope.values())
                .map(scope -> new TaskTab(
                        TaskTexts.whose(scope), TaskLink.to(parameters.with(query.of(scope))), query.scope() == scope))
                .toList();
    }

    /** What is to be known of a tab; null if nothing is. */
    @CheckForNull
    public String getHint() {
        return parameters.query().scope() == TaskScope.TEAM
                        && Teams.get().ofCurrentUser().isEmpty()
                ? Messages.TaskBoardPage_noTeam()
                : null;
    }

    /** The fields of the filter. */
    @NonNull
    public TaskFilters getFilters() {
        if (filters == null) {
            filters = new TaskFilters(parameters, table, viewer);
        }
        return filters;
    }

    /** What of the filter means nothing, in sentences: that nobody and nothing that the viewer may know is called so. */
    @NonNull
    public List<String> getNotes() {
        List<String> notes = new ArrayList<>(getFilters().unknown());
        TaskQuery query = parameters.query();
        boolean more = !query.statuses().isEmpty() || !query.origins().isEmpty();
        if (isKept() && (more || query.from() != null || query.to() != null)) {
            notes.add(Messages.TaskBoardPage_kept());
        }
        return notes;
    }

    /** The section of the recent tasks; null if another is asked for by itself. */
    @CheckForNull
    public TaskList getRecent() {
        return isOverview() ? list(TaskSection.RECENT) : null;
    }

    /** The section of the scheduled starts; null if another is asked for by itself. */
    @CheckForNull
    public PlannedList getScheduled() {
        if (isOverview()) {
            return new PlannedList(parameters.in(TaskSection.SCHEDULED), viewer);
        }
        return parameters.isPlanned() && !isKept() ? new PlannedList(parameters, viewer) : null;
    }

    /** The convergences; null if they are not asked for. */
    @CheckForNull
    public PlannedList getConvergences() {
        return isKept() ? new PlannedList(parameters, viewer) : null;
    }

    /** The section of the past tasks, or the one of tasks that is asked for by itself; null if none is. */
    @CheckForNull
    public TaskList getPast() {
        if (isOverview()) {
            return list(TaskSection.PAST);
        }
        return parameters.isPlanned() ? null : new TaskList(parameters, table, viewer, slow);
    }

    private boolean isOverview() {
        return parameters.query().section() == TaskSection.ANY
                && parameters.listing().from() == null;
    }

    private TaskList list(TaskSection section) {
        return new TaskList(parameters.in(section), table, viewer, slow);
    }

    /** Whether less is asked for than the tab has. */
    public boolean isFiltered() {
        return parameters.query().isFiltering();
    }

    /** What is said in the place of a list that is empty. */
    @NonNull
    public String textWithout(@NonNull TaskList list) {
        if (isFiltered()) {
            return Messages.TaskBoardPage_noMatch();
        } else if (list.isRecent()) {
            return Messages.TaskBoardPage_noneRecent();
        }
        if (isOverview()) {
            return Messages.TaskBoardPage_nonePast();
        }
        return parameters.query().scope() == TaskScope.MINE
                ? Messages.TaskBoardPage_noneMine()
                : Messages.TaskBoardPage_none();
    }

    /** What is said where nothing is still to come. */
    @NonNull
    public String getNothingPlanned() {
        if (isFiltered()) {
            return Messages.TaskBoardPage_noMatch();
        }
        return isKept() ? Messages.TaskBoardPage_noConvergence() : Messages.TaskBoardPage_noneScheduled();
    }

    /** The moment, in milliseconds since 1970. */
    public long getNow() {
        return viewer.now().toEpochMilli();
    }

    /** Whether the page is sorted by when tasks began, so that its neighbours are newer and older ones. */
    public boolean isByTime() {
        return parameters.listing().sort() == TaskSort.STARTED;
    }

    /** The entity tag of the lists; never the same where they tell of convergences, of whose looks nobody hears here. */
    @NonNull
    public String getTag() {
        return request == null || isKept()
                ? "\"" + UUID.randomUUID() + "\""
                : TaskTag.ofPage(request, parameters, lists(), table, viewer);
    }

    /** What the lists of tasks on this page ask for. */
    private List<TaskParameters> lists() {
        if (isOverview()) {
            return List.of(parameters.in(TaskSection.RECENT), parameters.in(TaskSection.PAST));
        }
        return parameters.isPlanned() ? List.of() : List.of(parameters);
    }

    /** The query of this page. */
    @NonNull
    public String getHere() {
        return TaskLink.to(parameters);
    }

    /** The query of this page, to stand in another query. */
    @NonNull
    public String getBack() {
        return URLEncoder.encode(getHere(), StandardCharsets.UTF_8);
    }

    /** The query without its filter. */
    @NonNull
    public String getUnfiltered() {
        TaskSection section = isKept() ? TaskSection.CONVERGENCES : TaskSection.ANY;
        return TaskLink.to(
                parameters.with(TaskQuery.ALL.of(parameters.query().scope()).in(section)));
    }
}
