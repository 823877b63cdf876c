package io.jenkins.plugins.deploymentledger.core.analysis;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.StageProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
        List<Instant> at = instants(start, end, points);
        List<Moment> moments = new ArrayList<>();
        int[][] counts = count(machines, at);
        for (int i = 0; i < points; i++) {
            moments.add(new Moment(at.get(i), Arrays.stream(counts[i]).boxed().toList()));
        }
        return new StageTimeline(start, end, machines.size(), moments);
    }

    private static List<Instant> instants(Instant start, Instant end, int points) {
        List<Instant> at = new ArrayList<>();
        long span = Math.max(0, end.toEpochMilli() - start.toEpochMilli());
        for (int i = 0; i < points - 1; i++) {
            at.add(start.plusMillis(span * i / (points - 1)));
        }
        at.add(end);
        return at;
    }

    /** How many machines are where at each moment. A machine is looked at where something changes on its way, not at each moment. */
    private static int[][] count(List<MachineProgress> machines, List<Instant> at) {
        int places = Place.values().length;
        int[][] counts = new int[at.size()][places];
        boolean[] turns = new boolean[at.size()];
        for (MachineProgress machine : machines) {
            Arrays.fill(turns, false);
            for (StageProgress stage : machine.stages().values()) {
                mark(turns, at, stage.startedAt());
                mark(turns, at, stage.endedAt());
            }
            Place place = placeOf(machine, at.get(0));
            counts[0][place.ordinal()]++;
            for (int i = 1; i < turns.length; i++) {
                if (turns[i]) {
                    Place next = placeOf(machine, at.get(i));
                    counts[i][place.ordinal()]--;
                    counts[i][next.ordinal()]++;
                    place = next;
                }
            }
        }
        // So far each says by what it differs from the one before.
        for (int i = 1; i < counts.length; i++) {
            for (int place = 0; place < places; place++) {
                counts[i][place] += counts[i - 1][place];
            }
        }
        return counts;
    }

    /** Marks the first moment that is not before something. */
    private static void mark(boolean[] turns, List<Instant> at, @CheckForNull Instant change) {
        if (change != null) {
            int found = Collections.binarySearch(at, change);
            int place = found < 0 ? -1 - found : found;
            while (place > 0 && !at.get(place - 1).isBefore(change)) {
                place--;
            }
            if (place < turns.length) {
                turns[place] = true;
            }
        }
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
