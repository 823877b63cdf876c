package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import io.jenkins.plugins.deploymentledger.convergence.ConvergenceSummary;
import io.jenkins.plugins.deploymentledger.convergence.Cycle;
import io.jenkins.plugins.deploymentledger.convergence.MemberShare;
import io.jenkins.plugins.deploymentledger.core.history.PlannedTask;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import java.io.IOException;
import java.util.Date;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A convergence as a row of a list. */
@Restricted(NoExternalUse.class) // used by Jelly
public final class ConvergenceRow {

    private static final Logger LOGGER = Logger.getLogger(ConvergenceRow.class.getName());

    private final PlannedTask planned;
    private final DeploymentJob job;
    private final ConvergenceSummary summary;

    ConvergenceRow(PlannedTask planned) {
        this.planned = planned;
        this.job = CurrentViewer.find(planned.job());
        this.summary = summary(job);
    }

    private static ConvergenceSummary summary(@CheckForNull DeploymentJob job) {
        try {
            return job == null ? null : ConvergenceSummary.of(job).orElse(null);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "What is known of the convergence " + job.getFullName() + " cannot be read");
            return null;
        }
    }

    /** Whether the current user may have it looked at now. */
    public boolean isMayLook() {
        return summary != null && job.hasPermission(Item.BUILD);
    }

    /** Whether the current user may pause it, and it is not paused. */
    public boolean isMayPause() {
        return summary != null && !summary.paused() && job.hasPermission(Item.CONFIGURE);
    }

    /** Whether the current user may let it go on, and it is paused. */
    public boolean isMayResume() {
        return summary != null && summary.paused() && job.hasPermission(Item.CONFIGURE);
    }

    /** How it stands; null if that cannot be read, or it has gone meanwhile. */
    @CheckForNull
    ConvergenceSummary summary() {
        return summary;
    }

    /** The deployment that is kept up. */
    @NonNull
    public String getName() {
        return ItemUrls.text(planned.job());
    }

    /** The URL of the deployment below the root of Jenkins, with a slash at its end. */
    @NonNull
    public String getJobUrl() {
        return ItemUrls.of(planned.job());
    }

    /** The package with its version. */
    @NonNull
    public String getDeployed() {
        return (planned.packageName() + " " + planned.version()).trim();
    }

    /** On which machines. */
    @NonNull
    public String getTarget() {
        return planned.target();
    }

    /** In whose name. */
    @NonNull
    public String getBy() {
        return planned.ownerName();
    }

    /** The id of the user in whose name it works. */
    @NonNull
    public String getById() {
        return planned.ownerId();
    }

    /** What is to be known first: that it is paused, why it came to nothing, or the share of machines that have the package. */
    @NonNull
    public String getState() {
        if (summary == null) {
            return Messages.ConvergenceRow_unreadable();
        }
        if (summary.paused()) {
            return Messages.ConvergenceRow_paused();
        }
        String problem = summary.problem();
        if (problem != null) {
            return problem;
        }
        return summary.parts().isEmpty()
                ? Messages.ConvergenceRow_notYet()
                : Messages.ConvergenceRow_percent(summary.percent());
    }

    /** The symbol of the state. */
    @NonNull
    public String getIcon() {
        if (summary == null || summary.problem() != null) {
            return "symbol-status-red";
        }
        if (summary.paused()) {
            return "symbol-status-disabled";
        }
        if (summary.parts().isEmpty()) {
            return "symbol-status-nobuilt";
        }
        return summary.percent() == 100 ? "symbol-status-blue" : "symbol-status-yellow";
    }

    /** How many machines stand how, in parts of a bar. */
    @NonNull
    public List<MemberShare> getParts() {
        return summary == null
                ? List.of()
                : summary.parts().stream().map(MemberShare::new).toList();
    }

    /** The same in one line. */
    @NonNull
    public String getInWords() {
        return MemberShare.inWords(getParts());
    }

    /** When it is looked at the next time; null if that is not known. */
    @CheckForNull
    public Date getNext() {
        return summary == null || summary.paused() ? null : Date.from(summary.next());
    }

    /** When a run was launched last; null if none was. */
    @CheckForNull
    public Date getChanged() {
        Cycle changed = summary == null ? null : summary.changed();
        return changed == null ? null : new Date(changed.at());
    }

    /** What the last change was; empty if there was none. */
    @NonNull
    public String getChange() {
        Cycle changed = summary == null ? null : summary.changed();
        return changed == null ? "" : ConvergenceSummary.text(changed.kind()) + " #" + changed.run();
    }

    /** The URL of the last run that was launched, below the root of Jenkins. */
    @NonNull
    public String getChangeUrl() {
        Cycle changed = summary == null ? null : summary.changed();
        return changed == null ? "" : getJobUrl() + changed.run() + "/";
    }
}
