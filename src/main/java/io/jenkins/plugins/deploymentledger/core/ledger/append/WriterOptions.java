package io.jenkins.plugins.deploymentledger.core.ledger.append;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;

/**
 * How the ledger is written. Immutable; begin with {@link #DEFAULTS}.
 *
 * @param mode what an append promises
 * @param queue how many events may wait
 * @param collectFor how long mode async collects entries before it writes them
 * @param checkpointEvery how old the checkpoint may be while there are newer entries
 * @param segments when a segment is full
 * @param clockTolerance by how much the clock may part from the passing of time without being recorded
 * @param stuckAfter after how long a write that does not come back counts as stuck
 * @param clock the clocks
 */
public record WriterOptions(
        @NonNull AppendMode mode,
        @NonNull QueueLimits queue,
        @NonNull Duration collectFor,
        @NonNull Duration checkpointEvery,
        @NonNull SegmentLimits segments,
        @NonNull Duration clockTolerance,
        @NonNull Duration stuckAfter,
        @NonNull LedgerClock clock) {

    /** What serves most. */
    public static final WriterOptions DEFAULTS = new WriterOptions(
            AppendMode.DURABLE,
            new QueueLimits(8192, Duration.ofSeconds(2)),
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            new SegmentLimits(65_536, 64 * 1024 * 1024, Duration.ofDays(30)),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            LedgerClock.SYSTEM);

    /**
     * How many events may wait, and for how long.
     *
     * @param capacity how many events may wait to be written, from 1 to 1,000,000
     * @param waitAtMost how long an append waits for room in the queue, and a caller for its entry to be on disk
     */
    public record QueueLimits(int capacity, @NonNull Duration waitAtMost) {

        /** @throws IllegalArgumentException if the number is out of range; the message names it */
        public QueueLimits {
            positive("queueCapacity", capacity, 1_000_000);
        }
    }

    /**
     * When a segment is full.
     *
     * @param entries how many entries it has at most, from 1 to 2^20
     * @param bytes from how many bytes on it is sealed, from 1 to 2^30
     * @param age from what age of its first entry on it is sealed, when the next entry comes
     */
    public record SegmentLimits(
            int entries, int bytes, @NonNull Duration age) {

        /** @throws IllegalArgumentException if a number is out of range; the message names it */
        public SegmentLimits {
            positive("segmentEntries", entries, 1 << 20);
            positive("segmentBytes", bytes, 1 << 30);
        }
    }

    private static void positive(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be between 1 and " + max);
        }
    }

    /** The same in another mode. */
    @NonNull
    public WriterOptions withMode(@NonNull AppendMode other) {
        return new WriterOptions(
                other, queue, collectFor, checkpointEvery, segments, clockTolerance, stuckAfter, clock);
    }

    /** The same with another queue. */
    @NonNull
    public WriterOptions withQueue(int capacity, @NonNull Duration wait) {
        QueueLimits other = new QueueLimits(capacity, wait);
        return new WriterOptions(mode, other, collectFor, checkpointEvery, segments, clockTolerance, stuckAfter, clock);
    }

    /** The same with segments of another size. */
    @NonNull
    public WriterOptions withSegments(int entries, int bytes, @NonNull Duration age) {
        SegmentLimits other = new SegmentLimits(entries, bytes, age);
        return new WriterOptions(mode, queue, collectFor, checkpointEvery, other, clockTolerance, stuckAfter, clock);
    }

    /** The same with checkpoints in another rhythm. */
    @NonNull
    public WriterOptions withCheckpointEvery(@NonNull Duration interval) {
        return new WriterOptions(mode, queue, collectFor, interval, segments, clockTolerance, stuckAfter, clock);
    }

    /** The same with another idea of when a disk is stuck. */
    @NonNull
    public WriterOptions withStuckAfter(@NonNull Duration time) {
        return new WriterOptions(mode, queue, collectFor, checkpointEvery, segments, clockTolerance, time, clock);
    }

    /** The same with other clocks. */
    @NonNull
    public WriterOptions withClock(@NonNull LedgerClock other) {
        return new WriterOptions(mode, queue, collectFor, checkpointEvery, segments, clockTolerance, stuckAfter, other);
    }
}
