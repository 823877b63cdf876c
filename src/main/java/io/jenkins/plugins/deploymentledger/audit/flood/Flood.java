package io.jenkins.plugins.deploymentledger.audit.flood;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What comes under one key in one window: how many were recorded one by one, and how many counted. Guarded by {@link Floods}. */
final class Flood {

    /** That there is no slot in the journal. */
    static final int NO_SLOT = -1;

    /** That none was asked for. */
    private static final int NO_SLOT_YET = -2;

    private final Instant began = Instant.now();
    private final FloodKind kind;
    private final int free;
    private int recorded;
    private long count;
    private AuditEvent first;
    private Instant last;
    private CompletableFuture<Void> keeping;

    /** Of the recorder's thread, and of whoever does its work when it is closed. */
    private volatile int slot = NO_SLOT_YET;

    /**
     * How many were counted.
     *
     * @param first the first of them
     * @param last when the last one was
     */
    record Count(
            @NonNull AuditEvent first, long count, @NonNull Instant last) {}

    Flood(FloodKind kind, int free) {
        this.kind = kind;
        this.free = free;
    }

    boolean isOver() {
        return Duration.between(began, Instant.now()).compareTo(kind.window()) >= 0;
    }

    /** Whether the next one is recorded by itself; counts it as that. */
    boolean admits() {
        boolean admitted = !isFull();
        if (admitted) {
            recorded++;
        }
        return admitted;
    }

    /** Whether no further one is recorded by itself. */
    boolean isFull() {
        return recorded >= free;
    }

    /** Whether nothing was counted yet. */
    boolean isFresh() {
        return count == 0;
    }

    void count(@NonNull Supplier<AuditEvent> event) {
        if (first == null) {
            first = event.get();
        }
        last = Instant.now();
        count++;
    }

    /** What was counted so far; whoever counts further has that kept anew. */
    @NonNull
    Count toKeep() {
        keeping = null;
        return new Count(first, count, last);
    }

    /** Completes when what was counted so far is kept; null if nobody is about to. */
    @CheckForNull
    CompletableFuture<Void> keeping() {
        return keeping == null || keeping.isDone() ? null : keeping;
    }

    void keeping(@NonNull CompletableFuture<Void> future) {
        keeping = future;
    }

    /** Keeps a count in the journal. On the recorder's thread. */
    void keep(@NonNull FloodJournal journal, @NonNull Count counted) throws IOException {
        if (slot == NO_SLOT_YET) {
            slot = journal.take(counted.first(), counted.last());
        }
        if (slot != NO_SLOT) {
            journal.count(slot, counted.count(), counted.last());
        }
    }

    /** Gives up its place in the journal. On the recorder's thread. */
    void release(@NonNull FloodJournal journal) throws IOException {
        int taken = slot;
        // Nor does it get one any more.
        slot = NO_SLOT;
        if (taken >= 0) {
            journal.release(taken);
        }
    }

    /** The entry that stands for all that were counted. */
    @NonNull
    AuditEvent event() {
        return event(first, count, last);
    }

    @NonNull
    static AuditEvent event(@NonNull AuditEvent first, long count, @NonNull Instant last) {
        return copy(first)
                .detail("count", Long.toString(count))
                .detail("first", EntryCodec.format(first.time()))
                .detail("last", EntryCodec.format(last))
                .build();
    }

    /** The first of many that have nothing in common but their kind. */
    @NonNull
    static AuditEvent ofVarious(@NonNull AuditEvent first) {
        return copy(first).detail("various", "true").build();
    }

    private static AuditEvent.Builder copy(AuditEvent first) {
        return AuditEvent.of(first.event())
                .at(first.time())
                .by(first.operatedBy().id(), first.operatedBy().name())
                .runningAs(first.effective().id(), first.effective().name())
                .on(first.target().kind(), first.target().id(), first.target().name())
                .from(first.addresses())
                .outcome(first.outcome())
                .details(first.details());
    }
}
