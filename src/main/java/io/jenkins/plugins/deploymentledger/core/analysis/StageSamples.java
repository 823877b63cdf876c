package io.jenkins.plugins.deploymentledger.core.analysis;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * How long the stages of one task took, as some of its machines stand for all: what is kept so that later tasks can be compared;
 * immutable.
 *
 * @param task its id
 * @param endedMillis when it ended, in milliseconds since 1970
 * @param millis for each stage through which machines came, from {@code 1} to {@value #MOST} durations in milliseconds, the shortest
 *     first
 */
public record StageSamples(
        @NonNull UUID task, long endedMillis, @NonNull Map<Stage, List<Long>> millis) {

    /** How many machines stand for all at most. */
    public static final int MOST = 20;

    /** Refuses what tells nothing, as a line may that was damaged. */
    public StageSamples {
        Objects.requireNonNull(task, "task");
        millis = Map.copyOf(millis);
    }

    /** What the machines of a task say that has ended: those at even distances from the fastest to the slowest. */
    @NonNull
    public static StageSamples of(@NonNull UUID task, @NonNull Instant ended, @NonNull List<MachineProgress> machines) {
        Map<Stage, List<Long>> millis = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            List<Long> all = durations(stage, machines, ended).stream()
                    .map(Duration::toMillis)
                    .sorted()
                    .toList();
            if (!all.isEmpty()) {
                millis.put(stage, chosen(all));
            }
        }
        return new StageSamples(task, ended.toEpochMilli(), millis);
    }

    /**
     * How long a stage took on the machines on which it succeeded: one that failed may have done so at once, or have waited for the
     * end of its time. A binary that a machine had already was not sent, and says nothing of how long sending takes.
     */
    @NonNull
    public static List<Duration> durations(
            @NonNull Stage stage, @NonNull List<MachineProgress> machines, @NonNull Instant now) {
        return machines.stream()
                .map(machine -> machine.stages().get(stage))
                .filter(progress -> progress != null && progress.isSuccess() && !progress.isCached())
                .map(progress -> progress.duration(now))
                .toList();
    }

    private static List<Long> chosen(List<Long> sorted) {
        int size = sorted.size();
        return size <= MOST
                ? sorted
                : IntStream.range(0, MOST)
                        .mapToObj(i -> sorted.get((2 * i + 1) * size / (2 * MOST)))
                        .toList();
    }

    /** What is usual in some tasks, for the stages of which enough is known to say so. */
    @NonNull
    public static Map<Stage, TypicalDuration> typical(@NonNull Collection<StageSamples> tasks) {
        Map<Stage, TypicalDuration> typical = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            List<Duration> durations = tasks.stream()
                    .flatMap(task -> task.millis.getOrDefault(stage, List.of()).stream())
                    .map(Duration::ofMillis)
                    .toList();
            TypicalDuration.of(durations).ifPresent(known -> typical.put(stage, known));
        }
        return typical;
    }
}
