package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What became of a machine in one task, as the machine's own history keeps it; immutable.
 *
 * @param task the id of the task, by which it is found whatever its job is called now
 * @param status what became of the machine
 * @param cause why it failed; null if it did not
 * @param exitCode of the stage that decided; null where it has none
 * @param restartOf the number of the run, of the same job, that the task repeats; 0 if it repeats none
 * @param startedMillis when the first stage began, in milliseconds since 1970; of a machine on which none did, when it was recorded
 * @param millis how long it took, in milliseconds
 */
public record MachineVisit(
        @NonNull UUID task,
        @NonNull MachineStatus status,
        @CheckForNull FailureCause cause,
        @CheckForNull Integer exitCode,
        int restartOf,
        long startedMillis,
        long millis) {

    /** Refuses what tells nothing, as a line may that was damaged. */
    public MachineVisit {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(status, "status");
    }

    /** What a run's state says of a machine at a moment. */
    @NonNull
    public static MachineVisit of(
            @NonNull UUID task, int restartOf, @NonNull MachineProgress machine, @NonNull Instant now) {
        Duration duration = machine.duration(now);
        Instant started = machine.stages().values().stream()
                .map(stage -> stage.startedAt())
                .min(Comparator.naturalOrder())
                .orElse(now);
        StageReport report = machine.decisiveReport();
        return new MachineVisit(
                task,
                machine.status(),
                machine.cause(),
                report == null ? null : report.exitCode(),
                restartOf,
                started.toEpochMilli(),
                duration.toMillis());
    }

    /**
     * One visit of each task, in the order of their first ones: what was recorded twice, since a crash came in between, counts once.
     */
    @NonNull
    public static List<MachineVisit> distinct(@NonNull List<MachineVisit> visits) {
        Map<UUID, MachineVisit> byTask = new LinkedHashMap<>();
        visits.forEach(visit -> byTask.putIfAbsent(visit.task(), visit));
        return new ArrayList<>(byTask.values());
    }
}
