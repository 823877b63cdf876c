package io.jenkins.plugins.deploymentledger.core.analysis;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.StageProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many machines of a task were in which stage over time.
 *
 * @param start when the first stage began
 * @param end when the last ended, or the moment of looking
 * @param total the number of machines
 * @param moments at equal distances from {@code start} to {@code end}, both included
 */
public record StageTimeline(
        @NonNull Instant start,
        @NonNull Instant end,
        int total,
        @NonNull List<Moment> moments) {

    /** Copies the list of moments. */
    public StageTimeline {
        moments = List.copyOf(moments);
    }

    /** Where a machine can be at a moment, in the order of its way. */
    public enum Place {
        /** Nothing of it has begun. */
        WAITING,
        /** The binary is under way to it. */
        SEND,
        /** Its install command runs. */
        EXECUTE,
        /** Its inventory is being taken. */
        INVENTORY,
        /** It is between two of its stages. */
        BETWEEN,
        /** Its last stage has ended. */
        ENDED
    }

    /**
     * One moment.
     *
     * @param at when
     * @param counts how many machines are in which place, by the order of {@link Place}; they add up to the total
     */
    public record Moment(@NonNull Instant at, @NonNull List<Integer> counts) {

        /** Copies the list of counts. */
        public Moment {
            counts = List.copyOf(counts);
        }

        /** How many machines are in a place. */
        public int of(@NonNull Place place) {
            return counts.get(place.ordinal());
        }
    }

    /**
     * The timeline of machines; without moments if none of them has begun.
     *
     * @param points how many moments, at least 2
     * @param now the end for what is running
     */
    @NonNull
    public static StageTimeline of(@NonNull List<MachineProgress> machines, int points, @NonNull Instant now) {
        Instant start = Instant.MAX;
        Instant end = Instant.MIN;
        boolean running = false;
        for (MachineProgress machine : machines) {
            running |= !machine.status().isFinal();
            for (StageProgress stage : machine.stages().values()) {
                start = min(start, stage.startedAt());
                end = max(end, stage.endedAt() == null ? stage.startedAt() : stage.endedAt());
            }
        }
        if (start.equals(Instant.MAX)) {
            return new StageTimeline(now, now, machines.size(), List.of());
        }
        end = running ? max(end, now) : end;
        List<Moment> moments = new ArrayList<>();
        long span = Math.max(0, end.toEpochMilli() - start.toEpochMilli());
        for (int i = 0; i < points; i++) {
            Instant at = i == points - 1 ? end : start.plusMillis(span * i / (points - 1));
            moments.add(new Moment(at, count(machines, at)));
        }
        return new StageTimeline(start, end, machines.size(), moments);
    }

    private static List<Integer> count(List<MachineProgress> machines, Instant at) {
        Integer[] counts = new Integer[Place.values().length];
        Arrays.fill(counts, 0);
        machines.forEach(machine -> counts[placeOf(machine, at).ordinal()]++);
        return List.of(counts);
    }

    private static Place placeOf(MachineProgress machine, Instant at) {
        boolean begun = false;
        boolean more = !machine.status().isFinal();
        for (var entry : machine.stages().entrySet()) {
            StageProgress stage = entry.getValue();
            if (stage.startedAt().isAfter(at)) {
                more = true;
                continue;
            }
            begun = true;
            Instant ended = stage.endedAt();
            if (ended == null ? !machine.status().isFinal() : ended.isAfter(at)) {
                return placeOf(entry.getKey());
            }
        }
        if (!begun) {
            // A machine that was stopped before its turn waits to the end.
            return Place.WAITING;
        }
        return more ? Place.BETWEEN : Place.ENDED;
    }

    private static Place placeOf(Stage stage) {
        return switch (stage) {
            case SEND -> Place.SEND;
            case EXECUTE -> Place.EXECUTE;
            case INVENTORY -> Place.INVENTORY;
        };
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant max(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
