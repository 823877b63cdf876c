package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.deploymentledger.core.history.TaskSection;
import io.jenkins.plugins.deploymentledger.core.history.TaskTable;
import io.jenkins.plugins.deploymentledger.core.history.Viewer;
import io.jenkins.plugins.deploymentledger.dashboard.history.HistoryCheck;
import io.jenkins.plugins.deploymentledger.dashboard.history.TaskHistory;
import io.jenkins.plugins.deploymentledger.dashboard.plan.Plans;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * The entity tag of what somebody sees of the tasks, made of all on which that depends, so that whoever has seen it is told so without
 * a list being made.
 *
 * <p>It is made before what it stands for: if something changes in between, the next answer has another one.
 */
final class TaskTag {

    /** For how long a text such as "5 min ago" may stand, in seconds. */
    private static final long PAGE_SECONDS = 60;

    /** For how long a running task may be called slow too late, in seconds. */
    private static final long RUNNING_SECONDS = 15;

    private TaskTag() {}

    /**
     * The tag of a page, which also tells how long ago things were. It is the same after a change that none of its lists shows.
     *
     * @param request for the page
     * @param parameters of the page
     * @param lists the parameters of the lists of tasks that it shows
     * @param table what they are made of
     * @param viewer who sees them
     */
    @NonNull
    static String ofPage(
            @NonNull StaplerRequest2 request,
            @NonNull TaskParameters parameters,
            @NonNull List<TaskParameters> lists,
            @NonNull TaskTable table,
            @NonNull Viewer viewer) {
        HistoryCheck check = TaskHistory.get().check();
        return of(List.of(
                "page",
                state(parameters, table, viewer),
                lists.stream().map(list -> mark(list, table, viewer)).toList(),
                slice(viewer.now(), PAGE_SECONDS),
                String.valueOf(request.getHeader("Accept-Language")),
                Jenkins.getAuthentication2().getName(),
                Plans.get().version(),
                check.isUnderWay() ? check.taken() : -1,
                check.unreadable().size()));
    }

    /** The tag of tasks as JSON. */
    @NonNull
    static String ofTasks(@NonNull TaskParameters parameters, @NonNull TaskTable table, @NonNull Viewer viewer) {
        boolean running = table.firstRunning() < table.tasks().size();
        return of(List.of(
                "tasks",
                state(parameters, table, viewer),
                table.revision(),
                running ? slice(viewer.now(), RUNNING_SECONDS) : 0L));
    }

    private static long mark(TaskParameters list, TaskTable table, Viewer viewer) {
        return TaskHistory.get().pages().mark(list.listing(), table, list.query(), viewer);
    }

    /** What is asked, of what, and by whom. Time alone changes the answer where a task has become a past one. */
    private static List<Object> state(TaskParameters parameters, TaskTable table, Viewer viewer) {
        long day = viewer.now().minus(TaskSection.DAY).toEpochMilli();
        return List.of(
                TaskHistory.get().id(),
                table.firstSince(day),
                viewer.sight(table, parameters.query().scope()),
                TaskLink.to(parameters));
    }

    private static long slice(Instant now, long seconds) {
        return now.getEpochSecond() / seconds;
    }

    private static String of(List<Object> parts) {
        return "\"" + Util.getDigestOf(parts.toString()) + "\"";
    }

    /**
     * Says by which tag the answer is known; and that nothing else is to be said, if the request names that.
     *
     * @return whether the answer is complete with that
     */
    static boolean answer(@NonNull StaplerRequest2 request, @NonNull StaplerResponse2 response, @NonNull String tag) {
        response.setHeader("ETag", tag);
        response.setHeader("Cache-Control", "private, no-cache");
        String known = request.getHeader("If-None-Match");
        // Without its quotes: proxies that compress call it weak, or add how.
        if (known == null || !known.contains(tag.substring(1, tag.length() - 1))) {
            return false;
        }
        response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        return true;
    }
}
