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
 * @param next the stage that follows; null while one is running, and at the end
 * @param notBefore when the following stage may begin at the earliest; null if at once
 * @param revision grows with every change in the rollout, so that a reader can ask for what is new
 */
public record MachineProgress(
        int ordinal,
        @NonNull String machine,
        @NonNull MachineStatus status,
        @NonNull Map<Stage, StageProgress> stages,
        @CheckForNull Stage next,
        @CheckForNull Instant notBefore,
        long revision) {

    /** A machine that waits for its turn. */
    static MachineProgress queued(int ordinal, String machine) {
        return new MachineProgress(ordinal, machine, MachineStatus.QUEUED, Map.of(), Stage.SEND, null, 0);
    }

    /** A stage of it began. */
    MachineProgress started(Stage stage, Instant at, long newRevision) {
        StageProgress begun = new StageProgress(attemptOf(stage), at, null, null);
        return new MachineProgress(
                ordinal, machine, MachineStatus.during(stage), with(stage, begun), null, null, newRevision);
    }

    /** A stage of it ended, and nothing follows. */
    MachineProgress finished(Stage stage, Instant at, StageReport report, MachineStatus newStatus, long newRevision) {
        return finished(stage, at, report, newStatus, null, null, newRevision);
    }

    /** A stage of it ended, and one follows. */
    MachineProgress finished(
            Stage stage,
            Instant at,
            StageReport report,
            MachineStatus newStatus,
            Stage following,
            Instant earliest,
            long newRevision) {
        StageProgress begun = stages.get(stage);
        StageProgress ended = begun == null
                ? new StageProgress(1, at, at, report)
                : new StageProgress(begun.attempt(), begun.startedAt(), at, report);
        return new MachineProgress(ordinal, machine, newStatus, with(stage, ended), following, earliest, newRevision);
    }

    /** It waits for its turn again. */
    MachineProgress queuedAgain(long newRevision) {
        return new MachineProgress(ordinal, machine, MachineStatus.QUEUED, stages, next, null, newRevision);
    }

    /** It came to its end between two stages. */
    MachineProgress ended(MachineStatus newStatus, long newRevision) {
        return new MachineProgress(ordinal, machine, newStatus, stages, null, null, newRevision);
    }

    /**
     * How often a stage will have been tried when it begins the next time, from 1; an agent that was not connected counts
     * as no try.
     */
    int attemptOf(Stage stage) {
        StageProgress before = stages.get(stage);
        if (before == null) {
            return 1;
        }
        StageReport report = before.report();
        boolean offline = report != null && report.cause() == FailureCause.OFFLINE;
        return stage == Stage.SEND && offline ? before.attempt() : before.attempt() + 1;
    }

    private Map<Stage, StageProgress> with(Stage stage, StageProgress progress) {
        Map<Stage, StageProgress> changed = new EnumMap<>(Stage.class);
        changed.putAll(stages);
        changed.put(stage, progress);
        return Collections.unmodifiableMap(changed);
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
