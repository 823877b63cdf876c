package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Functions;
import hudson.Util;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutSnapshot;
import io.jenkins.plugins.deploymentledger.core.rollout.StageProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;

/** One machine of a run as its table shows it. */
public final class MachineRow {

    private final DeploymentRun run;
    private final MachineProgress machine;
    private final RolloutSnapshot.Transfer transfer;
    private final Instant now;

    MachineRow(DeploymentRun run, MachineProgress machine, RolloutSnapshot snapshot, Instant now) {
        this.run = run;
        this.machine = machine;
        this.transfer = snapshot.transfers().get(machine.machine());
        this.now = now;
    }

    /** The machine's name. */
    @NonNull
    public String getName() {
        return machine.machine();
    }

    /** The machine's place in the frozen list, from 0. */
    public int getOrdinal() {
        return machine.ordinal();
    }

    /** The address of the machine's page, below the root of Jenkins. */
    @NonNull
    public String getUrl() {
        return run.getUrl() + "machine/" + Util.rawEncode(machine.machine()) + "/";
    }

    /** The page with all that the machine has seen: its URL below the root of Jenkins. */
    @NonNull
    public String getMachineUrl() {
        return Machines.pageUrl(machine.machine());
    }

    /** The query that finds just this machine. */
    @NonNull
    public String getQuery() {
        return "?machine=" + URLEncoder.encode(machine.machine(), StandardCharsets.UTF_8);
    }

    /** The status in the reader's language. */
    @NonNull
    public String getStatus() {
        return StatusTexts.of(machine.status());
    }

    /** The symbol of the status. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public String getIcon() {
        return StatusTexts.icon(machine.status());
    }

    /** How sending went: bytes and time. */
    @NonNull
    public String getSend() {
        StageProgress progress = machine.stages().get(Stage.SEND);
        if (progress == null) {
            return "";
        }
        StageReport report = progress.report();
        if (report == null) {
            return transfer == null || transfer.total() == 0
                    ? time(progress)
                    : Messages.MachineRow_sending(
                            Functions.humanReadableByteSize(transfer.bytes()),
                            Functions.humanReadableByteSize(transfer.total()));
        }
        FailureCause cause = report.cause();
        if (cause != null) {
            return StatusTexts.of(cause);
        }
        Long bytes = report.bytes();
        String what = Boolean.TRUE.equals(report.cached())
                ? Messages.MachineRow_cached()
                : Functions.humanReadableByteSize(bytes == null ? 0 : bytes);
        return Messages.MachineRow_stage(what, time(progress));
    }

    /** How the install command went: exit code and time. */
    @NonNull
    public String getExecute() {
        StageProgress progress = machine.stages().get(Stage.EXECUTE);
        if (progress == null) {
            return "";
        }
        StageReport report = progress.report();
        if (report == null) {
            return time(progress);
        }
        Integer exitCode = report.exitCode();
        FailureCause cause = report.cause();
        String what =
                exitCode != null ? Messages.MachineRow_exit(exitCode) : cause == null ? "" : StatusTexts.of(cause);
        return Messages.MachineRow_stage(what, time(progress));
    }

    /** How the inventory went: number of changes. */
    @NonNull
    public String getInventory() {
        StageProgress progress = machine.stages().get(Stage.INVENTORY);
        if (progress == null) {
            return "";
        }
        StageReport report = progress.report();
        if (report == null) {
            return time(progress);
        }
        FailureCause cause = report.cause();
        if (cause != null) {
            return StatusTexts.of(cause);
        }
        Integer changes = report.changes();
        return changes == null ? Messages.MachineRow_first() : Messages.MachineRow_changes(changes);
    }

    /** Whether a stage failed, for its mark; the name of a {@link Stage}. */
    @Restricted(DoNotUse.class) // used by Jelly
    public boolean failed(@NonNull String stage) {
        StageProgress progress = machine.stages().get(Stage.valueOf(stage));
        StageReport report = progress == null ? null : progress.report();
        return report != null && !report.isSuccess();
    }

    /** How long the machine's way took, or is taking; empty if it has not begun. */
    @NonNull
    public String getDuration() {
        return machine.stages().isEmpty()
                ? ""
                : Util.getTimeSpanString(machine.duration(now).toMillis());
    }

    /** What happened and what to do, of the stage that decided; empty where there is nothing to say but the status. */
    @NonNull
    public String getMessage() {
        StageReport report = machine.decisiveReport();
        boolean obvious = !machine.status().isFinal() || machine.status() == MachineStatus.SUCCESS;
        return report == null || obvious && report.isSuccess() ? "" : report.message();
    }

    private String time(StageProgress progress) {
        return Util.getTimeSpanString(progress.duration(now).toMillis());
    }
}
