package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.deploymentledger.core.history.Task;
import io.jenkins.plugins.deploymentledger.deployment.StatusShare;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A task as a row of a list. */
@Restricted(NoExternalUse.class) // used by Jelly
public final class TaskRow {

    private final Task task;
    private final Instant now;
    private final boolean slow;
    private final boolean restartable;

    TaskRow(Task task, Instant now, boolean slow, boolean restartable) {
        this.task = task;
        this.now = now;
        this.slow = slow;
        this.restartable = restartable;
    }

    /** Whether the current user may deploy to its machines again. */
    public boolean isRestartable() {
        return restartable && getMachines() > 0;
    }

    /** The deployment and the number of its run. */
    @NonNull
    public String getName() {
        return ItemUrls.text(task.job()) + " #" + task.number();
    }

    /** The URL of the run below the root of Jenkins, with a slash at its end. */
    @NonNull
    public String getUrl() {
        return ItemUrls.of(task.job()) + task.number() + "/";
    }

    /** The symbol of the status. */
    @NonNull
    public String getIcon() {
        return TaskTexts.icon(task.status());
    }

    /** What has become of it. */
    @NonNull
    public String getStatus() {
        return task.status().isFinal()
                ? TaskTexts.of(task.status())
                : Messages.TaskRow_running(task.tally().percentDone());
    }

    /** How it began. */
    @NonNull
    public String getOrigin() {
        return TaskTexts.of(task.origin());
    }

    /** The package with its version. */
    @NonNull
    public String getDeployed() {
        return (task.packageName() + " " + task.version()).trim();
    }

    /** Where to. */
    @NonNull
    public String getTarget() {
        return task.target();
    }

    /** How many machines. */
    public int getMachines() {
        return task.tally().total();
    }

    /** When it began. */
    @NonNull
    public Date getStarted() {
        return Date.from(task.started());
    }

    /** When it changed last, in milliseconds since 1970: when it began, or ended. */
    public long getChanged() {
        return task.status().isFinal() ? task.endedMillis() : task.startedMillis();
    }

    /** How long ago it began. */
    @NonNull
    public String getAgo() {
        return Util.getTimeSpanString(Math.max(0, now.toEpochMilli() - task.startedMillis()));
    }

    /** Who asked for it. */
    @NonNull
    public String getBy() {
        return TaskTexts.initiatorOf(task);
    }

    /** The id of who asked for it. */
    @NonNull
    public String getById() {
        return task.initiatorId();
    }

    /** How long it took, or has been running. */
    @NonNull
    public String getDuration() {
        return Util.getTimeSpanString(task.duration(now).toMillis());
    }

    /** Whether it takes, or took, unusually long. */
    public boolean isSlow() {
        return slow;
    }

    /** The groups of statuses of its machines that occur. */
    @NonNull
    public List<StatusShare> getShares() {
        return StatusShare.of(task.tally()::of);
    }

    /** The counts of the groups in one line. */
    @NonNull
    public String getInWords() {
        return StatusShare.inWords(getShares());
    }
}
