package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import io.jenkins.plugins.deploymentledger.core.history.PlannedTask;
import io.jenkins.plugins.deploymentledger.core.history.TaskStatus;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.Overlap;
import io.jenkins.plugins.deploymentledger.schedule.LaunchSchedule;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A deployment that is to begin by itself, or was launched and waits for its turn, as a row of a list. */
@Restricted(NoExternalUse.class) // used by Jelly
public final class ScheduledRow {

    private final PlannedTask planned;
    private final Instant now;
    private final DeploymentJob job;

    ScheduledRow(PlannedTask planned, Instant now) {
        this.planned = planned;
        this.now = now;
        this.job = CurrentViewer.find(planned.job());
    }

    /** The full name of the deployment, as it stands in a URL. */
    @NonNull
    public String getKey() {
        return URLEncoder.encode(planned.job(), StandardCharsets.UTF_8);
    }

    /** The deployment. */
    @NonNull
    public String getName() {
        return ItemUrls.text(planned.job());
    }

    /** The URL of the deployment below the root of Jenkins, with a slash at its end. */
    @NonNull
    public String getUrl() {
        return ItemUrls.of(planned.job());
    }

    /** The package with its version. */
    @NonNull
    public String getDeployed() {
        return (planned.packageName() + " " + planned.version()).trim();
    }

    /** Where to. */
    @NonNull
    public String getTarget() {
        return planned.target();
    }

    /** When; of what waits, since when. */
    @NonNull
    public Date getNext() {
        return Date.from(planned.next());
    }

    /** Whether it was launched, and waits for its turn. */
    public boolean isWaiting() {
        return planned.isWaiting();
    }

    /** The number of the launch that waits. */
    public long getLaunch() {
        return planned.launch();
    }

    /** What becomes of it: that it waits, or that it is planned. */
    @NonNull
    public String getStatus() {
        return isWaiting() ? TaskTexts.of(TaskStatus.WAITING) : TaskTexts.of(planned.origin());
    }

    /** The symbol of that. */
    @NonNull
    public String getIcon() {
        return isWaiting() ? TaskTexts.icon(TaskStatus.WAITING) : "symbol-clock";
    }

    /** How it begins: by hand, by a schedule or whatever. */
    @NonNull
    public String getOrigin() {
        return TaskTexts.of(planned.origin());
    }

    /**
     * In how long or that it is due, whether it comes again, and at which hours its machines may be reached; of what waits, for how long and for what.
     */
    @NonNull
    public String getDetails() {
        if (isWaiting()) {
            return WaitingReason.of(planned, now);
        }
        long millis = Math.max(0, planned.next().toEpochMilli() - now.toEpochMilli());
        List<String> details = new ArrayList<>(List.of(
                millis == 0 ? Messages.ScheduledRow_due() : Messages.ScheduledRow_in(Util.getTimeSpanString(millis))));
        LaunchSchedule schedule = job == null ? null : job.getProperty(LaunchSchedule.class);
        if (schedule != null && schedule.getCron() != null) {
            details.add(Messages.ScheduledRow_again(schedule.getCron()));
        }
        String hours = job == null ? "" : Util.fixNull(job.getOptions().getHours());
        if (!hours.isEmpty()) {
            details.add(Messages.ScheduledRow_hours(hours));
        }
        return String.join(" · ", details);
    }

    /** In whose name. */
    @NonNull
    public String getBy() {
        return TaskTexts.initiatorOf(planned);
    }

    /** The id of the user in whose name it begins. */
    @NonNull
    public String getById() {
        return planned.ownerId();
    }

    /** Whether the current user may take the launch back that waits. */
    public boolean isWithdrawable() {
        return isWaiting() && job != null && job.hasPermission(Item.CANCEL);
    }

    /** Whether the current user may change it, or have it never begin. */
    public boolean isConfigurable() {
        return !isWaiting() && job != null && job.hasPermission(Item.CONFIGURE);
    }

    /** Whether the current user may begin it now. */
    public boolean isLaunchable() {
        return !isWaiting() && job != null && job.hasPermission(Item.BUILD) && job.isBuildable();
    }

    /** Who is deploying the same package to some of the same machines, so that it is known before it is begun now. */
    @NonNull
    public List<Overlap> getOverlaps() {
        return isLaunchable() ? Overlap.ofLaunch(job) : List.of();
    }

    /** Whether it asks for parameters before it begins. */
    public boolean isParameterized() {
        return job != null && job.isParameterized();
    }
}
