package io.jenkins.plugins.deploymentledger.dashboard.machine;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.history.MachineVisit;
import io.jenkins.plugins.deploymentledger.core.history.Task;
import io.jenkins.plugins.deploymentledger.dashboard.ItemUrls;
import io.jenkins.plugins.deploymentledger.deployment.StatusTexts;
import java.util.Date;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A task that a machine has seen, as a row of the machine's page. */
@Restricted(NoExternalUse.class) // used by Jelly
public final class VisitRow {

    private final String machine;
    private final MachineVisit visit;
    private final Task task;

    VisitRow(String machine, MachineVisit visit, Task task) {
        this.machine = machine;
        this.visit = visit;
        this.task = task;
    }

    MachineVisit visit() {
        return visit;
    }

    Task task() {
        return task;
    }

    /** The deployment and the number of its run. */
    @NonNull
    public String getName() {
        return ItemUrls.text(task.job()) + " #" + task.number();
    }

    /** The number of the run. */
    public int getNumber() {
        return task.number();
    }

    /** The URL of the machine's page in the run, below the root of Jenkins. */
    @NonNull
    public String getUrl() {
        return ItemUrls.of(task.job()) + task.number() + "/machine/" + Util.rawEncode(machine) + "/";
    }

    /** The package with its version. */
    @NonNull
    public String getDeployed() {
        return (task.packageName() + " " + task.version()).trim();
    }

    /** Who asked for it. */
    @NonNull
    public String getBy() {
        return task.initiatorName();
    }

    /** When it began on the machine. */
    @NonNull
    public Date getStarted() {
        return new Date(visit.startedMillis());
    }

    /** How long it took. */
    @NonNull
    public String getDuration() {
        return visit.millis() == 0 ? "" : Util.getTimeSpanString(visit.millis());
    }

    /** What became of the machine. */
    @NonNull
    public String getStatus() {
        return StatusTexts.of(visit.status());
    }

    /** The symbol of the status. */
    @NonNull
    public String getIcon() {
        return StatusTexts.icon(visit.status());
    }

    /** What became of the machine, and why if that is known. */
    @NonNull
    public String getOutcome() {
        String cause = cause();
        return cause.isEmpty() ? getStatus() : getStatus() + " · " + cause;
    }

    private String cause() {
        Integer exitCode = visit.exitCode();
        FailureCause cause = visit.cause();
        if (cause == null) {
            return "";
        }
        return cause == FailureCause.EXIT_CODE && exitCode != null
                ? Messages.VisitRow_exitCode(exitCode)
                : StatusTexts.of(cause);
    }
}
