package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.core.history.TaskTable;
import io.jenkins.plugins.deploymentledger.core.history.Viewer;
import io.jenkins.plugins.deploymentledger.dashboard.history.TaskHistory;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.schedule.LaunchSchedule;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/**
 * The tasks as a page, as JSON and as CSV, wherever it is shown. Whoever may read a job may see its tasks; nothing here loads a
 * run.
 */
@Restricted(NoExternalUse.class)
public final class TaskBoard {

    private final String url;
    private TaskBoardPage page;

    /**
     * Makes a board.
     *
     * @param url of the page that shows it, below the root of Jenkins, with a slash at its end
     */
    TaskBoard(@NonNull String url) {
        this.url = url;
    }

    /** The URL of the page that shows it, below the root of Jenkins, with a slash at its end. */
    @NonNull
    public String getUrl() {
        return url;
    }

    /** What the current request asks for. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public TaskBoardPage getPage() {
        // A board is made for each request.
        if (page == null) {
            page = TaskBoardPage.of(Stapler.getCurrentRequest2());
        }
        return page;
    }

    /**
     * The part of the page that refreshes itself. Answers 304 where nothing has changed since the answer that the header
     * {@code If-None-Match} names, and makes no list then.
     */
    @GET
    public void doLive(StaplerRequest2 request, StaplerResponse2 response) throws IOException, ServletException {
        if (!TaskTag.answer(request, response, getPage().getTag())) {
            request.getView(this, "live.jelly").forward(request, response);
        }
    }

    /** How often the page refreshes itself for the current user, in seconds. */
    @Restricted(DoNotUse.class) // used by Jelly
    public int getRefreshSeconds() {
        return TaskRefresh.secondsOf(User.current());
    }

    /** The intervals that one can choose among; none for those who are not logged in. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public List<TaskChoice> getRefreshChoices() {
        return User.current() == null ? List.of() : TaskRefresh.choices(getRefreshSeconds());
    }

    /**
     * The tasks, or what is still to come, as JSON; the parameters are those of the page, see {@link TaskParameters}. Answers
     * 400 with the parameter's name where one cannot be read, and 304 where nothing has changed since the answer that the header
     * {@code If-None-Match} names.
     */
    @GET
    public void doList(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        TaskParameters parameters = parse(request, response);
        if (parameters == null) {
            return;
        }
        Viewer viewer = CurrentViewer.at(Instant.now());
        if (parameters.isPlanned()) {
            JsonAnswer.write(request, response, PlannedExport.json(new PlannedList(parameters, viewer)));
            return;
        }
        TaskTable table = TaskHistory.get().table();
        if (!TaskTag.answer(request, response, TaskTag.ofTasks(parameters, table, viewer))) {
            JsonAnswer.write(response, TaskJson.of(parameters, table, viewer));
        }
    }

    /** All that the parameters ask for, on all pages, as CSV. Answers 400 likewise. */
    @GET
    public void doCsv(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        TaskParameters parameters = parse(request, response);
        if (parameters == null) {
            return;
        }
        Viewer viewer = CurrentViewer.at(Instant.now());
        if (parameters.isPlanned()) {
            PlannedExport.csv(response, new PlannedList(parameters, viewer));
        } else {
            TaskTable table = TaskHistory.get().table();
            TaskCsv.write(response, parameters, table, viewer);
        }
    }

    @CheckForNull
    private static TaskParameters parse(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        try {
            return TaskParameters.of(request);
        } catch (IllegalArgumentException e) {
            JsonAnswer.refuse(response, HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
            return null;
        }
    }

    /**
     * Sets how often these pages refresh themselves for the current user.
     *
     * @param seconds from {@value TaskRefresh#LEAST} to {@value TaskRefresh#MOST}
     * @param back the query of the page to go back to; may be missing
     */
    @RequirePOST
    public HttpResponse doRefresh(@QueryParameter int seconds, @QueryParameter String back) throws IOException {
        User user = User.current();
        if (user == null) {
            return HttpResponses.errorWithoutStack(HttpServletResponse.SC_FORBIDDEN, Messages.TaskRefresh_anonymous());
        }
        if (!TaskRefresh.isAllowed(seconds)) {
            return HttpResponses.errorWithoutStack(
                    HttpServletResponse.SC_BAD_REQUEST,
                    Messages.TaskRefresh_range(seconds, TaskRefresh.LEAST, TaskRefresh.MOST));
        }
        user.addProperty(new TaskRefresh(seconds));
        return HttpResponses.redirectViaContextPath(url + TaskLink.trusted(back));
    }

    /**
     * Has a deployment not begin by itself any more: takes its schedule away.
     *
     * @param job its full name
     * @param back the query of the page to go back to; may be missing
     */
    @RequirePOST
    public HttpResponse doCancel(@QueryParameter String job, @QueryParameter String back) throws IOException {
        DeploymentJob scheduled = CurrentViewer.find(Util.fixNull(job));
        if (scheduled == null) {
            return HttpResponses.errorWithoutStack(
                    HttpServletResponse.SC_NOT_FOUND, Messages.TaskBoard_noDeployment(Util.fixNull(job)));
        }
        scheduled.checkPermission(Item.CONFIGURE);
        scheduled.removeProperty(LaunchSchedule.class);
        return HttpResponses.redirectViaContextPath(url + TaskLink.trusted(back));
    }

    /**
     * Takes a launch back that waits in Jenkins' queue.
     *
     * @param launch its number
     * @param back the query of the page to go back to; may be missing
     */
    @RequirePOST
    public HttpResponse doWithdraw(@QueryParameter long launch, @QueryParameter String back) {
        Queue.Item item = Queue.getInstance().getItem(launch);
        DeploymentJob launched =
                item != null && item.task instanceof DeploymentJob job ? CurrentViewer.find(job.getFullName()) : null;
        if (launched == null || item instanceof Queue.LeftItem) {
            return HttpResponses.errorWithoutStack(
                    HttpServletResponse.SC_NOT_FOUND, Messages.TaskBoard_noLaunch(Long.toString(launch)));
        }
        launched.checkPermission(Item.CANCEL);
        Queue.getInstance().cancel(item);
        return HttpResponses.redirectViaContextPath(url + TaskLink.trusted(back));
    }
}
