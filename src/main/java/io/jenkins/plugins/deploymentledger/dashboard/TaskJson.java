package io.jenkins.plugins.deploymentledger.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.history.SlowTasks;
import io.jenkins.plugins.deploymentledger.core.history.Task;
import io.jenkins.plugins.deploymentledger.core.history.TaskPage;
import io.jenkins.plugins.deploymentledger.core.history.TaskTable;
import io.jenkins.plugins.deploymentledger.core.history.Viewer;
import io.jenkins.plugins.deploymentledger.dashboard.history.TaskHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Tasks as JSON. */
final class TaskJson {

    private TaskJson() {}

    /** The page that a viewer asks for. */
    @NonNull
    static ObjectNode of(@NonNull TaskParameters parameters, @NonNull TaskTable table, @NonNull Viewer viewer) {
        TaskPage page = TaskHistory.get().pages().page(parameters.listing(), table, parameters.query(), viewer);
        SlowTasks slow = TaskHistory.get().slow();
        ObjectNode json = JsonAnswer.object();
        json.put("total", page.total());
        ObjectNode counts = json.putObject("counts");
        page.byStatus().forEach((status, count) -> counts.put(status.name(), count));
        List<ObjectNode> tasks = new ArrayList<>();
        for (Task task : page.tasks()) {
            tasks.add(json(task).put("slow", slow.isSlow(task, viewer.now())));
        }
        json.putArray("tasks").addAll(tasks);
        json.put("before", Objects.toString(page.previous(), null));
        json.put("after", Objects.toString(page.next(), null));
        return json;
    }

    private static ObjectNode json(Task task) {
        ObjectNode json = JsonAnswer.object();
        json.put("job", task.job());
        json.put("number", task.number());
        json.put("id", Objects.toString(task.id(), null));
        json.put("package", task.packageName());
        json.put("version", task.version());
        json.put("target", task.target());
        json.put("group", task.group());
        json.put("initiator", task.initiatorId());
        json.put("initiatorName", task.initiatorName());
        json.put("type", task.origin().name());
        task.teams().forEach(json.putArray("teams")::add);
        json.put("status", task.status().name());
        json.put("started", task.started().toString());
        json.put(
                "ended",
                task.status().isFinal()
                        ? Instant.ofEpochMilli(task.endedMillis()).toString()
                        : null);
        json.put("total", task.tally().total());
        ObjectNode machines = json.putObject("machines");
        for (StatusGroup group : StatusGroup.values()) {
            machines.put(group.name(), task.tally().of(group));
        }
        json.put("downloadErrors", task.tally().downloadErrors());
        return json;
    }
}
