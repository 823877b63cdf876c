package io.jenkins.plugins.deploymentledger.core.ledger.append;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;

/**
 * How the ledger is written. Immutable; begin with {@link #DEFAULTS}.
 *
 * @param mode what an append promises
 * @param queueCapacity how many events may wait to be written
 * @param waitAtMost how long an append waits for room in the queue, and a caller for its entry to be on disk
 * @param collectFor how long mode async collects entries before it writes them
 * @param checkpointEvery how old the checkpoint may be while there are newer entries
 * @param segmentEntries how many entries a segment has at most
 * @param segmentBytes from how many bytes on a segment is sealed
 * @param segmentAge from what age of its first entry on a segment is sealed, when the next entry comes
 * @param clockTolerance by how much the clock may part from the passing of time without being recorded
 * @param stuckAfter after how long a write that does not come back counts as stuck
 * @param clock the clocks
 */
public record WriterOptions(
        @NonNull AppendMode mode,
        int queueCapacity,
        @NonNull Duration waitAtMost,
        @NonNull Duration collectFor,
        @NonNull Duration checkpointEvery,
        int segmentEntries,
        int segmentBytes,
        @NonNull Duration segmentAge,
        @NonNull Duration clockTolerance,
        @NonNull Duration stuckAfter,
        @NonNull LedgerClock clock) {

    /** What serves most. */
    public static final WriterOptions DEFAULTS = new WriterOptions(
            AppendMode.DURABLE,
            8192,
            Duration.ofSeconds(2),
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            65_536,
            64 * 1024 * 1024,
            Duration.ofDays(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            LedgerClock.SYSTEM);

    /** @throws IllegalArgumentException if a number is out of range; the message names it */
    public WriterOptions {
        positive("queueCapacity", queueCapacity, 1_000_000);
        positive("segmentEntries", segmentEntries, 1 << 20);
        positive("segmentBytes", segmentBytes, 1 << 30);
    }

    private static void positive(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be between 1 and " + max);
        }
    }

    /** The same in another mode. */
    @NonNull
    public WriterOptions withMode(@NonNull AppendMode newMode) {
        return new WriterOptions(
                newMode,
                queueCapacity,
                waitAtMost,
                collectFor,
                checkpointEvery,
                segmentEntries,
                segmentBytes,
                segmentAge,
                clockTolerance,
                stuckAfter,
                clock);
    }

    /** The same with another queue. */
    @NonNull
    public WriterOptions withQueue(int capacity, @NonNull Duration wait) {
        return new WriterOptions(
                mode,
                capacity,
                wait,
                collectFor,
                checkpointEvery,
                segmentEntries,
                segmentBytes,
                segmentAge,
                clockTolerance,
                stuckAfter,
                clock);
    }

    /** The same with segments of another size. */
    @NonNull
    public WriterOptions withSegments(int entries, int bytes, @NonNull Duration age) {
        return new WriterOptions(
                mode,
                queueCapacity,
                waitAtMost,
                collectFor,
                checkpointEvery,
                entries,
                bytes,
                age,
                clockTolerance,
                stuckAfter,
                clock);
    }

    /** The same with checkpoints in another rhythm. */
    @NonNull
    public WriterOptions withCheckpointEvery(@NonNull Duration interval) {
        return new WriterOptions(
                mode,
                queueCapacity,
                waitAtMost,
                collectFor,
                interval,
                segmentEntries,
                segmentBytes,
                segmentAge,
                clockTolerance,
                stuckAfter,
                clock);
    }

    /** The same with another idea of when a disk is stuck. */
    @NonNull
    public WriterOptions withStuckAfter(@NonNull Duration time) {
        return new WriterOptions(
                mode,
                queueCapacity,
                waitAtMost,
                collectFor,
                checkpointEvery,
                segmentEntries,
                segmentBytes,
                segmentAge,
                clockTolerance,
                time,
                clock);
    }

    /** The same with other clocks. */
    @NonNull
    public WriterOptions withClock(@NonNull LedgerClock newClock) {
        return new WriterOptions(
                mode,
                queueCapacity,
                waitAtMost,
                collectFor,
                checkpointEvery,
                segmentEntries,
                segmentBytes,
                segmentAge,
                clockTolerance,
                stuckAfter,
                newClock);
    }
}
