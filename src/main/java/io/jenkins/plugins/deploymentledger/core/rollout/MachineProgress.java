package io.jenkins.plugins.deploymentledger.core.rollout;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far one machine has come in a rollout; immutable.
 *
 * @param ordinal its place in the frozen list of machines, from 0
 * @param machine its name
 * @param status what has become of it
 * @param stages the stages that have begun, in their order
 * @param revision grows with every change in the rollout, so that a reader can ask for what is new
 */
public record MachineProgress(
        int ordinal,
        @NonNull String machine,
        @NonNull MachineStatus status,
        @NonNull Map<Stage, StageProgress> stages,
        long revision) {

    /** A machine that waits for its turn. */
    static MachineProgress queued(int ordinal, String machine) {
        return new MachineProgress(ordinal, machine, MachineStatus.QUEUED, Map.of(), 0);
    }

    MachineProgress started(Stage stage, Instant at, long newRevision) {
        return with(MachineStatus.during(stage), stage, new StageProgress(at, null, null), newRevision);
    }

    MachineProgress finished(Stage stage, Instant at, StageReport report, MachineStatus newStatus, long newRevision) {
        StageProgress begun = stages.get(stage);
        Instant startedAt = begun == null ? at : begun.startedAt();
        return with(newStatus, stage, new StageProgress(startedAt, at, report), newRevision);
    }

    MachineProgress ended(MachineStatus newStatus, long newRevision) {
        return new MachineProgress(ordinal, machine, newStatus, stages, newRevision);
    }

    private MachineProgress with(MachineStatus newStatus, Stage stage, StageProgress progress, long newRevision) {
        Map<Stage, StageProgress> changed = new EnumMap<>(Stage.class);
        changed.putAll(stages);
        changed.put(stage, progress);
        return new MachineProgress(ordinal, machine, newStatus, Collections.unmodifiableMap(changed), newRevision);
    }

    /** How far a stage has come; empty if it has not begun. */
    @NonNull
    public Optional<StageProgress> stage(@NonNull Stage stage) {
        return Optional.ofNullable(stages.get(stage));
    }

    /** The stage that is running; null if none is. */
    @CheckForNull
    public Stage runningStage() {
        for (Map.Entry<Stage, StageProgress> entry : stages.entrySet()) {
            if (entry.getValue().isRunning()) {
                return entry.getKey();
            }
        }
        return null;
    }

    /** The report that decided the status: that of the first stage that failed, otherwise of the last that ended. */
    @CheckForNull
    public StageReport decisiveReport() {
        StageReport last = null;
        for (StageProgress progress : stages.values()) {
            StageReport report = progress.report();
            if (report != null) {
                last = report;
                if (!report.isSuccess()) {
                    return report;
                }
            }
        }
        return last;
    }

    /** The typed cause of what went wrong; null where nothing did. */
    @CheckForNull
    public FailureCause cause() {
        StageReport report = decisiveReport();
        return report == null ? null : report.cause();
    }

    /**
     * How long the machine's way took, or has been taking; zero if it has not begun.
     *
     * @param now what a running machine is measured against
     */
    @NonNull
    public Duration duration(@NonNull Instant now) {
        Instant first = null;
        Instant last = null;
        for (StageProgress progress : stages.values()) {
            first = first == null ? progress.startedAt() : first;
            last = progress.endedAt() == null ? now : progress.endedAt();
        }
        if (first == null) {
            return Duration.ZERO;
        }
        Duration duration = Duration.between(first, status.isFinal() ? last : now);
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
